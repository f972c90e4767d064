package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.refusal;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ParkingTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void aDecisionForAnotherParkingIsRefused() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 2);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(refusal(() -> decide(stub, "retry", 2))).isEqualTo("PARKING_MISMATCH");
        decide(stub, "retry", 1);
        PLANT.until(() -> job.parkings.size() == 2);
        assertThat(refusal(() -> decide(stub, "retry", 1))).isEqualTo("PARKING_MISMATCH");
        decide(stub, "retry", 2);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aDecisionIsRefusedWhileTheJobRuns() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).on("startDomain", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called("startDomain"));

        assertThat(refusal(() -> decide(stub, "retry", 1))).isEqualTo("ACTION_NOT_ALLOWED");
        job.stop("startDomain");

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void manyRetriesAtOnceAreOneRetry() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        List<CompletableFuture<String>> answers = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> refusal(() -> decide(stub, "retry", 1))))
                .toList();
        List<String> outcomes = answers.stream().map(CompletableFuture::join).toList();

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(outcomes).contains("accepted");
        assertThat(job.ledger).containsOnlyOnce("decided RETRY");
        assertThat(job.times("startDomain")).isEqualTo(2);
    }

    @Test
    void aRetryActsUnderAFreshEpoch() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 2);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.parking().failure().facts()).containsEntry("epoch", "1");
        decide(stub, "retry", 1);
        PLANT.until(() -> job.parkings.size() == 2);

        assertThat(job.parking().failure().facts()).containsEntry("epoch", "2");
        cancel(stub);
    }

    @Test
    void parkingNumbersGoOnThroughTheRunsOfAJob() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 1);
        job.claim = Scenario.claim(4, 9, Map.of());
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(job.parking().number()).isEqualTo(5);
        cancel(stub);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aBugParksTheJob() {
        Act bug = new Act.Breaks();
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).on("startDomain", bug, bug, bug, bug, bug);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR);
        assertThat(job.parking().failure().facts()).containsEntry("exception", "java.lang.IllegalStateException");
        cancel(stub);
    }

    @Test
    void aFailedUndoingIsRetriedOrLeftBehind() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm"))
                .fails("awaitReady", FailureCode.GUEST_NOT_READY, 1)
                .fails("destroyDomain", FailureCode.WORLD_DISAGREES, 2)
                .fails("removeDisk", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.COMPENSATION_FAILED);
        assertThat(job.parking().actions()).containsOnlyKeys(DecisionKind.RETRY, DecisionKind.SKIP);
        assertThat(refusal(() -> decide(stub, "abort", 1))).isEqualTo("ACTION_NOT_ALLOWED");
        assertThat(refusal(() -> cancel(stub))).isEqualTo("ACTION_NOT_ALLOWED");

        decide(stub, "retry", 1);
        PLANT.until(() -> job.parkings.size() == 2);
        decide(stub, "retry", 2);
        PLANT.until(() -> job.parkings.size() == 3);
        assertThat(job.parking().step()).isEqualTo("clone-disk-0");
        decide(stub, "skip", 3);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.FAILED);
        assertThat(job.end().failure().code()).isEqualTo(FailureCode.GUEST_NOT_READY);
        assertThat(job.end().residue())
                .extracting(residue -> residue.step() + " " + residue.state())
                .containsExactly(
                        "start-domain " + StepState.COMPENSATED,
                        "define-domain " + StepState.COMPENSATED,
                        "write-seed " + StepState.COMPENSATED,
                        "clone-disk-0 " + StepState.LEFT_BEHIND);
    }
}
