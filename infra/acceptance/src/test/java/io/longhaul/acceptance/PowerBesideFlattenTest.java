package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.job.JobState;
import org.junit.jupiter.api.Test;

/** A background flatten stands in nobody's way: stop, start and delete run beside it or pre-empt it. */
class PowerBesideFlattenTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();

    @Test
    void stopRunsBesideAFlattenWhichGoesOnOffline() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        cloud.awaitProgress(flatten);

        cloud.succeeds(cloud.submitStop(vm));

        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void startPreemptsAnOfflineFlattenWhichContinuesOnTheRunningVm() {
        Cloud.Vm vm = cloud.stoppedClone();
        String flatten = cloud.flatten(vm, 8);
        cloud.awaitStep(flatten, "flatten");

        cloud.succeeds(cloud.submitStart(vm));

        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void deleteCancelsTheFlattenAndLeavesNothing() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 2);
        cloud.awaitProgress(flatten);

        cloud.succeeds(cloud.submitDelete(vm));

        cloud.endsAs(flatten, JobState.CANCELLED);
        cloud.disks().nothingIsLeftOf(vm);
    }

    @Test
    void deletingWhatIsGoneOnTheHostSucceedsAndSaysSo() {
        Cloud.Vm vm = cloud.runningClone();
        cloud.disks().removeBehindOurBack(vm);

        String delete = cloud.submitDelete(vm);

        cloud.succeeds(delete);
        assertThat(cloud.job(delete).steps())
                .anySatisfy(step -> assertThat(step.outcome()).containsIgnoringCase("gone"));
        cloud.disks().nothingIsLeftOf(vm);
    }

    @Test
    void gracefulStopIsFollowedByForceWhenTheGuestDoesNotListen() {
        Cloud.Vm vm = cloud.runningClone(cloud.templates().deaf());

        String stop = cloud.submitStop(vm, 3);

        cloud.succeeds(stop);
        assertThat(cloud.job(stop).steps())
                .anySatisfy(step -> assertThat(step.name()).isEqualTo("destroy-domain"));
    }
}
