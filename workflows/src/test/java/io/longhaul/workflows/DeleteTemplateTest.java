package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A template on which clones depend. */
class DeleteTemplateTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void flattensWhatDependsOnItBeforeItGoes() {
        Scenario job = deletion("vol_a1", "vol_a2");

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps())
                .containsExactly(
                        "flatten-vol_a1 RUNNING",
                        "flatten-vol_a1 SUCCEEDED",
                        "flatten-vol_a2 RUNNING",
                        "flatten-vol_a2 SUCCEEDED",
                        "remove-disk RUNNING",
                        "remove-disk SUCCEEDED");
        assertThat(job.children).hasSize(2);
    }

    @Test
    void staysWhileADiskCannotBeFlattened() {
        Scenario job = deletion("vol_b1");
        job.onChild = child -> {
            if (job.children.isEmpty()) {
                child.fails("flatten", FailureCode.IMAGE_CORRUPT, 1);
            }
        };
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.CHILD_FAILED);
        assertThat(job.called("removeDisk")).isFalse();
        decide(stub, "retry", 1);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void goesOnWhenAVmIsDeletedWhileItsDiskIsFlattened() {
        Scenario job = deletion("vol_c1");
        job.onChild = child -> child.fails("flatten", FailureCode.IMAGE_CORRUPT, 1);
        job.dependencies.put(
                "vol_c1",
                new ConcurrentLinkedDeque<>(
                        List.of(Dependency.DEPENDS, Dependency.CHANGING, Dependency.CHANGING, Dependency.NONE)));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps()).contains("flatten-vol_c1 WAITING");
        assertThat(job.called("removeDisk")).isTrue();
    }

    @Test
    void isCancelledWhileADiskIsFlattenedAndStays() {
        Scenario job = deletion("vol_d1");
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.children.size() == 1
                && PLANT.job(job.children.get(0).jobId()).called("flatten"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(PLANT.job(job.children.get(0).jobId()).end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.called("removeDisk")).isFalse();
    }

    private static Scenario deletion(String... volumes) {
        return PLANT.scenario(new DeleteTemplatePlan("tpl_1", "debian", "demo", "n1", Plans.VOLUME, List.of(volumes)));
    }
}
