package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kill anything at any moment: every accepted job ends, once, and the disk's content is right. */
class KillTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();

    @Test
    void flattenSurvivesTheDeathOfTheNodeWorkerInItsMiddle() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        cloud.awaitProgress(flatten);

        cloud.part("node").kill9();
        cloud.start("node");

        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void offlineFlattenSurvivesTheDeathOfTheNodeWorkerInItsMiddle() {
        Cloud.Vm vm = cloud.stoppedClone();
        String flatten = cloud.flatten(vm, null);
        cloud.awaitStep(flatten, "flatten");

        cloud.part("node").kill9();
        cloud.start("node");

        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clone-disk-0", "define-domain", "start-domain", "await-ready"})
    void cloneSurvivesTheDeathOfTheControlWorkerAt(String step) {
        String clone = cloud.submitClone(cloud.freshName());
        cloud.awaitStep(clone, step);

        cloud.part("control").kill9();
        cloud.start("control");

        cloud.succeeds(clone);
        cloud.guestReadTheTemplatesChecksum(cloud.vmOf(clone));
    }

    @Test
    void jobSurvivesTheDeathOfTheTemporalServerInItsMiddle() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        cloud.awaitProgress(flatten);

        cloud.part("temporal").kill9();
        String waiting = cloud.submitStop(vm);
        assertThat(cloud.job(waiting).state()).isEqualTo(JobState.ACCEPTED);
        cloud.start("temporal");

        cloud.succeeds(waiting);
        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void jobsEndWhileKafkaIsAwayForAMinuteAndTheirEventsArriveAfterwards() {
        cloud.part("kafka").kill9();
        await().pollDelay(Duration.ofSeconds(55)).atMost(Duration.ofSeconds(70)).until(() -> true);
        String clone = cloud.submitClone(cloud.freshName());
        cloud.awaitState(clone, JobState.SUCCEEDED);
        cloud.start("kafka");

        cloud.succeeds(clone);
    }

    @Test
    void workerThatWasFrozenPastItsHeartbeatDoesNoHarmWhenItWakes() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        cloud.awaitProgress(flatten);

        cloud.part("node").freeze();
        await().pollDelay(Duration.ofSeconds(25)).atMost(Duration.ofSeconds(40)).until(() -> true);
        cloud.part("node").thaw();

        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void runTerminatedFromOutsideIsParkedAndContinuedByRetry() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        cloud.awaitProgress(flatten);

        cloud.terminateRun(flatten);
        cloud.awaitState(flatten, JobState.NEEDS_ATTENTION);
        JobView parked = cloud.job(flatten);
        assertThat(parked.parking().failure().code().name()).isEqualTo("RUN_LOST");
        assertThat(parked.parking().actions()).containsKey(DecisionKind.RETRY);
        cloud.retry(parked);

        cloud.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }
}
