package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Jobs that wait for others. Apart from the tests that let much time pass: the time-skipping environment may hold its clock
 * after some of these.
 */
class ChildJobsTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void aCloneFlattensItsDisksByChildJobsBeforeItStarts() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.children).hasSize(1);
        Scenario child = PLANT.job(job.children.get(0).jobId());
        assertThat(child.end().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.end().children()).isEmpty();
    }

    @Test
    void aChildThatFailsParksItsParentAndARetryRunsAnother() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> {
            if (job.children.isEmpty()) {
                child.fails("flatten", FailureCode.IMAGE_CORRUPT, 1);
            }
        };
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.CHILD_FAILED);
        decide(stub, "retry", 1);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.children).hasSize(2);
    }

    @Test
    void aCancelOfTheParentCancelsTheChildThatItWaitsFor() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.children.size() == 1
                && PLANT.job(job.children.get(0).jobId()).called("flatten"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        Scenario child = PLANT.job(job.children.get(0).jobId());
        assertThat(child.end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(child.called("stopFlatten")).isTrue();
        assertThat(job.calls).endsWith("undefineDomain", "undefineDomain", "removeDisk");
    }

    @Test
    void aDeleteEndsTheFlattensFirst() {
        Scenario flatten = PLANT.scenario(Plans.flatten("vol_1")).on("flatten", new Act.Hangs());
        PLANT.start(flatten);
        soon(() -> flatten.called("flatten"));
        Scenario job = PLANT.scenario(
                new DeleteVmPlan(Plans.VM, List.of(Plans.VOLUME), List.of(flatten.input.jobId(), "job_gone")));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(flatten.end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).containsExactly("quiesceDisks", "destroyDomain", "undefineDomain", "removeDisk");
    }
}
