package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FlattenTest {
    private static final Plant PLANT = new Plant();
    private static final Hold TAKEN = new Hold(false, 0, "job_other");

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void goesOnWhenItsLockIsHandedBack() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.PREEMPTED, 1);
        job.holds.addAll(List.of(new Hold(true, 1, null), TAKEN, TAKEN, TAKEN, new Hold(true, 7, null)));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps())
                .containsExactly("flatten RUNNING", "flatten WAITING", "flatten RUNNING", "flatten SUCCEEDED");
        assertThat(job.transitions.get(1).failure().facts()).containsEntry("waitsFor", "job_other");
    }

    @Test
    void looksAgainWhenItIsWoken() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1"));
        job.holds.add(TAKEN);
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.steps().contains("flatten WAITING"));
        stub.signal("wake");

        soon(() -> !job.ends.isEmpty());
        assertThat(job.end().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void isCancelledWhileItWaits() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1"));
        for (int i = 0; i < 1000; i++) {
            job.holds.add(TAKEN);
        }
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.steps().contains("flatten WAITING"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).isEmpty();
    }

    @Test
    void parksWhenTheHostRefusesATokenThatTheInventoryCallsGood() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.EPOCH_STALE, 2);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.EPOCH_STALE);
        assertThat(job.times("flatten")).isEqualTo(2);
        decide(stub, "retry", 1);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void keepsItsHistorySmallOverManyPreemptions() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.PREEMPTED, 4);
        for (int i = 0; i < 4; i++) {
            job.holds.addAll(List.of(new Hold(true, 2 * i + 1, null), TAKEN));
        }
        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);

        WorkflowExecution execution =
                WorkflowExecution.newBuilder().setWorkflowId(job.input.jobId()).build();
        int events = PLANT.client()
                .fetchHistory(execution.getWorkflowId())
                .getEvents()
                .size();
        assertThat(events).isLessThan(4 * 25 + 20);
    }
}
