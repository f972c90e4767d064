package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.InventoryChange;
import org.junit.jupiter.api.Test;

/** Locks that jobs take over from each other. */
class LedgerLocksTest extends WorldTest {
    @Test
    void startTakesALockOverFromAFlattenWhichGetsItBackUnderANewToken() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String flatten = world.claimed(new FlattenVolume(vm.volume(), null));
        long before = world.hold(flatten).epoch();
        String start = world.claimed(new StartVm(vm.id()));

        Hold waiting = world.hold(flatten);
        assertThat(waiting.held()).isFalse();
        assertThat(waiting.waitsFor()).isEqualTo(start);
        assertThat(world.hold(start).epoch()).isGreaterThan(before);
        world.succeed(start, new InventoryChange.VmPower(vm.id(), VmState.RUNNING));
        assertThat(world.count("from lock_waiter where job_id = ?", flatten))
                .as("the end of the start gives it back")
                .isZero();
        assertThat(world.hold(flatten).held()).isTrue();
        assertThat(world.hold(flatten).epoch()).isGreaterThan(before + 1);
        world.succeed(flatten, new InventoryChange.VolumeIndependent(vm.volume()));
    }

    @Test
    void deleteCancelsTheFlattensAndGetsTheirVolumesAsTheyEnd() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String flatten = world.claimed(new FlattenVolume(vm.volume(), null));
        String delete = world.claimed(new DeleteVm(vm.id()));

        assertThat(world.hold(delete).waitsFor()).isEqualTo(flatten);
        assertThat(world.show(flatten).cancelRequested()).isTrue();
        assertThat(new Reconciliation(world.control).cancelRequestedNotDelivered())
                .extracting(Reconciliation.UndeliveredCancel::jobId)
                .contains(flatten);
        world.end(flatten, JobState.CANCELLED);
        assertThat(world.hold(delete).held()).isTrue();
        world.succeed(delete, new InventoryChange.VmRemoved(vm.id()));
        assertThat(world.count("from volume where id = ? and state = 'DELETED'", vm.volume()))
                .isOne();
        assertThat(world.count("from outbox where key = ? and data is null", vm.id()))
                .as("a tombstone")
                .isOne();
    }

    @Test
    void deleteEndsAFlattenThatNoRunHasClaimedAtOnce() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String flatten = world.job(new FlattenVolume(vm.volume(), null));
        String delete = world.claimed(new DeleteVm(vm.id()));

        assertThat(world.show(flatten).state()).isEqualTo(JobState.CANCELLED);
        assertThat(world.hold(delete).held()).isTrue();
        world.end(delete, JobState.FAILED);
        assertThat(world.count("from vm where id = ? and state = 'STOPPED'", vm.id()))
                .as("a deletion that failed leaves the VM as it was")
                .isOne();
    }
}
