package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.job.JobState;
import org.junit.jupiter.api.Test;

/** A background flatten stands in nobody's way: stop, start and delete run beside it or pre-empt it. */
class PowerBesideFlattenTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void stopRunsBesideAFlattenWhichGoesOnOffline() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        jobs.awaitProgress(flatten);

        jobs.succeeds(cloud.submitStop(vm));

        jobs.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void startPreemptsAnOfflineFlattenWhichContinuesOnTheRunningVm() {
        Cloud.Vm vm = cloud.stoppedClone(cloud.templates().large());
        String flatten = cloud.flatten(vm, null);
        String start;
        try (OfflineFlatten tool = OfflineFlatten.begun(vm)) {
            tool.workUntil(() -> jobs.partlyDone(flatten));

            start = cloud.submitStart(vm);
            jobs.succeeds(start);
            assertThat(tool.underWay())
                    .as("the start has ended it in its middle")
                    .isFalse();
        }

        jobs.succeeds(flatten);
        assertThat(EventLog.steps(cloud.kafka(), flatten))
                .containsExactly("flatten RUNNING", "flatten WAITING", "flatten RUNNING", "flatten SUCCEEDED");
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void deleteCancelsTheFlattenAndLeavesNothing() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 2);
        jobs.awaitProgress(flatten);

        jobs.succeeds(cloud.submitDelete(vm));

        jobs.endsAs(flatten, JobState.CANCELLED);
        cloud.disks().nothingIsLeftOf(vm);
    }

    @Test
    void deletingWhatIsGoneOnTheHostSucceedsAndSaysSo() {
        Cloud.Vm vm = cloud.runningClone();
        cloud.disks().removeBehindOurBack(vm);

        String delete = cloud.submitDelete(vm);

        jobs.succeeds(delete);
        assertThat(jobs.job(delete).steps())
                .anySatisfy(step -> assertThat(step.outcome()).containsIgnoringCase("gone"));
        cloud.disks().nothingIsLeftOf(vm);
    }

    @Test
    void gracefulStopIsFollowedByForceWhenTheGuestDoesNotListen() {
        Cloud.Vm vm = cloud.runningClone(cloud.templates().deaf());

        String stop = cloud.submitStop(vm, 3);

        jobs.succeeds(stop);
        assertThat(jobs.job(stop).steps())
                .anySatisfy(step -> assertThat(step.name()).isEqualTo("destroy-domain"));
    }
}
