package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The run of a parent is lost while it waits for its child, and a successor goes on. The time-skipping environment holds its
 * clock for ever when a child ends whose parent was terminated, so each test has one of its own.
 */
class LostParentTest {
    private final Plant plant = new Plant();

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void aSuccessorJoinsTheChildOfALostRun() {
        Scenario job = plant.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        Scenario child = loseTheRunThatWaitsForItsChild(job);

        WorkflowStub stub = plant.start(job);
        soon(() -> job.steps().contains("flatten-disk-0 WAITING"));
        child.stop("flatten");

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.children).hasSize(1);
        assertThat(child.end().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aSuccessorThatIsAbortedEndsTheChildOfALostRun() {
        Scenario job = plant.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        Scenario child = loseTheRunThatWaitsForItsChild(job);
        StepResult done = StepResult.of("before");
        Map<String, StepResult> finished = Map.of("clone-disk-0", done, "write-seed", done, "define-domain", done);
        Decision abort = new Decision(1, "oscar", "give up");
        job.claim = new Claim(true, null, 1, 1, job.claim.transitions(), finished, null, abort, null, Map.of(), false);

        WorkflowStub stub = plant.start(job);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.FAILED);
        assertThat(child.end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(child.called("stopFlatten")).isTrue();
    }

    @Test
    void aCancelOfASuccessorCancelsTheChildThatItHasJoined() {
        Scenario job = plant.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        Scenario child = loseTheRunThatWaitsForItsChild(job);
        WorkflowStub stub = plant.start(job);
        soon(() -> job.steps().contains("flatten-disk-0 WAITING"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(child.end().state()).isEqualTo(JobState.CANCELLED);
    }

    /** Terminates the job's run while its child works; the job's claim is then that of a successor. */
    private Scenario loseTheRunThatWaitsForItsChild(Scenario job) {
        WorkflowStub lost = plant.start(job);
        soon(() -> job.children.size() == 1
                && plant.job(job.children.get(0).jobId()).called("flatten"));
        lost.terminate("by hand");
        job.claim = Scenario.claim(1, job.transitions.size(), Map.of());
        job.transitions.clear();
        return plant.job(job.children.get(0).jobId());
    }
}
