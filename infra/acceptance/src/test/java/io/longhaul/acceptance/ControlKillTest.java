package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The control worker dies between any two steps: when the node has done a step, before anybody is told. The node is frozen
 * except while it does that step, so that nothing depends on who is quicker.
 */
class ControlKillTest implements OnTheCloud {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void cloneSurvivesTheDeathOfTheControlWorkerBeforeItsStartAndBehindEachOfItsSteps() {
        CloneVm request = cloud.cloneRequest(
                cloud.freshName(),
                FlattenPolicy.BEFORE_START,
                Cloud.TICKING,
                new CloneVm.Guest("web", List.of(), null));
        String clone = submitToNobody(() -> cloud.submit(request));

        diesBehind(clone, "clone-disk-0");
        diesBehind(clone, "write-seed");
        diesBehind(clone, "define-domain");
        String flatten = childOf(clone);
        diesBehind(flatten, "flatten");
        diesBehind(clone, "start-domain");
        diesBehind(clone, "await-ready");
        cloud.part("node").thaw();

        jobs.succeeds(clone);
        jobs.succeeds(flatten);
        assertThat(EventLog.steps(cloud.kafka(), clone))
                .containsExactly(
                        "clone-disk-0 RUNNING",
                        "clone-disk-0 SUCCEEDED",
                        "write-seed RUNNING",
                        "write-seed SUCCEEDED",
                        "define-domain RUNNING",
                        "define-domain SUCCEEDED",
                        "flatten-disk-0 RUNNING",
                        "flatten-disk-0 SUCCEEDED",
                        "start-domain RUNNING",
                        "start-domain SUCCEEDED",
                        "await-ready RUNNING",
                        "await-ready SUCCEEDED");
        cloud.guestReadTheTemplatesChecksum(cloud.vmOf(clone));
        cloud.independentAndUnharmed(cloud.vmOf(clone));
    }

    @Test
    void deleteSurvivesTheDeathOfTheControlWorkerBeforeItsStartAndBehindEachOfItsSteps() {
        Cloud.Vm vm = cloud.stoppedClone();
        String delete = submitToNobody(() -> cloud.submitDelete(vm));

        diesBehind(delete, "destroy-domain");
        diesBehind(delete, "undefine-domain");
        diesBehind(delete, "remove-disk-0");
        cloud.part("node").thaw();

        jobs.succeeds(delete);
        assertThat(EventLog.steps(cloud.kafka(), delete))
                .containsExactly(
                        "destroy-domain RUNNING",
                        "destroy-domain SUCCEEDED",
                        "undefine-domain RUNNING",
                        "undefine-domain SUCCEEDED",
                        "remove-disk-0 RUNNING",
                        "remove-disk-0 SUCCEEDED");
        cloud.disks().nothingIsLeftOf(vm);
    }

    /** Accepted while no control worker lives, and started by the next one while the node is frozen. */
    private String submitToNobody(Supplier<String> submission) {
        cloud.templates().normal();
        cloud.part("control").kill9();
        String job = submission.get();
        assertThat(jobs.job(job).state()).isEqualTo(JobState.ACCEPTED);
        cloud.part("node").freeze();
        cloud.start("control");
        return job;
    }

    /** Control dies while the node has the step's call; the node answers, and nobody is there to hear it. */
    private void diesBehind(String job, String step) {
        await().atMost(LIMIT).until(() -> jobs.stateOf(job, step) == StepState.RUNNING);
        long answered = cloud.runs().callsAnswered(job);
        await().atMost(LIMIT).until(() -> cloud.runs().callsMade(job) == answered + 1);
        cloud.part("control").kill9();
        cloud.part("node").thaw();
        await().atMost(LIMIT).until(() -> cloud.runs().callsAnswered(job) == answered + 1);
        cloud.part("node").freeze();

        assertThat(cloud.part("control").pid()).isEmpty();
        assertThat(jobs.stateOf(job, step))
                .as("what the inventory knows of " + step)
                .isEqualTo(StepState.RUNNING);
        cloud.start("control");
    }

    private String childOf(String job) {
        await().atMost(LIMIT).until(() -> jobs.childrenOf(job).size() == 1);
        return jobs.childrenOf(job).get(0);
    }
}
