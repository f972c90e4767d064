package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A parked step's work may still run outside: a job that is undone stops it first. */
class StoppingTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void aCancelOfAParkedFlattenStopsWhatMayStillRun() {
        Scenario job = parking();
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).containsExactly("flatten", "stopFlatten");
    }

    @Test
    void anAbortOfAParkedImportStopsItBeforeItsVolumeIsRemoved() {
        Scenario job =
                PLANT.scenario(Plans.ALL.get("register-template")).fails("importImage", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        decide(stub, "abort", 1);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.FAILED);
        assertThat(job.calls).containsExactly("importImage", "stopImport", "removeDisk");
    }

    @Test
    void workThatAnotherJobHasTakenOverNeedsNoStop() {
        Scenario job = parking().fails("stopFlatten", FailureCode.EPOCH_STALE, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.parkings).hasSize(1);
    }

    @Test
    void aStopThatFailsIsRetriedOrLeftBehind() {
        Scenario job = parking().fails("stopFlatten", FailureCode.WORLD_DISAGREES, 2);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        cancel(stub);
        PLANT.until(() -> job.parkings.size() == 2);
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.COMPENSATION_FAILED);
        decide(stub, "retry", 2);
        PLANT.until(() -> job.parkings.size() == 3);
        decide(stub, "skip", 3);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.times("stopFlatten")).isEqualTo(2);
        assertThat(job.end().residue())
                .extracting(Residue::detail)
                .first()
                .asString()
                .startsWith("Its work may still run");
    }

    private static Scenario parking() {
        return PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.WORLD_DISAGREES, 1);
    }
}
