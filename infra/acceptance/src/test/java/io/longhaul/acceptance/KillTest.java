package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Kill anything at any moment: every accepted job ends, once, and the disk's content is right. */
class KillTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void flattenSurvivesTheDeathOfTheNodeWorkerInItsMiddle() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        jobs.awaitProgress(flatten);

        cloud.part("node").kill9();
        assertThat(cloud.disks().hasBlockJob(vm))
                .as("the flatten was under way")
                .isTrue();
        cloud.start("node");

        jobs.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void offlineFlattenSurvivesTheDeathOfTheNodeWorkerInItsMiddle() {
        Cloud.Vm vm = cloud.stoppedClone(cloud.templates().large());
        String flatten = cloud.flatten(vm, null);
        try (OfflineFlatten tool = OfflineFlatten.begun(vm)) {
            tool.workUntil(() -> jobs.partlyDone(flatten));

            cloud.part("node").kill9();
            assertThat(tool.underWay()).as("the flatten was under way").isTrue();
            cloud.start("node");

            jobs.awaitLaterAttempt(flatten);
            assertThat(tool.underWay()).as("it was joined").isTrue();
            assertThat(OfflineFlatten.toolsOf(vm)).as("and not begun again").hasSize(1);
        }
        jobs.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void jobSurvivesTheDeathOfTheTemporalServerInItsMiddle() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        jobs.awaitProgress(flatten);

        cloud.part("temporal").kill9();
        String waiting = cloud.submitStop(vm);
        assertThat(jobs.job(waiting).state()).isEqualTo(JobState.ACCEPTED);
        cloud.start("temporal");

        jobs.succeeds(waiting);
        jobs.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void jobsEndWhileKafkaIsAwayForAMinuteAndTheirEventsArriveAfterwards() {
        cloud.part("kafka").kill9();
        await().pollDelay(Duration.ofSeconds(55)).atMost(Duration.ofSeconds(70)).until(() -> true);
        String clone = cloud.submitClone(cloud.freshName());
        jobs.awaitState(clone, JobState.SUCCEEDED);
        cloud.start("kafka");

        jobs.succeeds(clone);
    }

    @Test
    void workerThatWasFrozenPastItsHeartbeatDoesNoHarmWhenItWakes() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        jobs.awaitProgress(flatten);

        cloud.part("node").freeze();
        await().pollDelay(Duration.ofSeconds(25)).atMost(Duration.ofSeconds(40)).until(() -> true);
        cloud.part("node").thaw();

        jobs.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void runTerminatedFromOutsideIsParkedAndContinuedByRetry() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        jobs.awaitProgress(flatten);

        cloud.runs().terminate(flatten);
        jobs.awaitState(flatten, JobState.NEEDS_ATTENTION);
        JobView parked = jobs.job(flatten);
        assertThat(parked.parking().failure().code().name()).isEqualTo("RUN_LOST");
        assertThat(parked.parking().actions()).containsKey(DecisionKind.RETRY);
        jobs.retry(parked);

        jobs.succeeds(flatten);
        cloud.independentAndUnharmed(vm);
    }
}
