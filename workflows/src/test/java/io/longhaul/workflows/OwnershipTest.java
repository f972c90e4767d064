package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.soon;
import static io.longhaul.workflows.support.Plant.stateAtEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void aRunWhoseClaimIsRefusedTouchesNothing() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm"));
        job.claim =
                new Claim(false, "cancelled before its start", 0, 0, 0, Map.of(), null, null, null, Map.of(), false);

        JobResult result = PLANT.run(job);

        assertThat(result.state()).isNull();
        assertThat(result.note()).isEqualTo("cancelled before its start");
        assertThat(job.ledger).containsExactly("claim");
        assertThat(job.calls).isEmpty();
    }

    @Test
    void aCancelThatWaitedForTheStartEndsTheJobBeforeItsFirstStep() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm"));
        job.claim =
                new Claim(true, null, 1, 0, 0, Map.of(), new CancelRequest("alice", ""), null, null, Map.of(), false);

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).isEmpty();
        assertThat(job.ledger).containsExactly("claim", "cancelling by alice", "end CANCELLED");
    }

    @Test
    void aSupersededRunEndsQuietlyAndTouchesNothingMore() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm")).on("defineDomain", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called("defineDomain"));
        job.superseded = true;
        job.stop("defineDomain");

        JobResult result = stub.getResult(JobResult.class);

        assertThat(result.state()).isNull();
        assertThat(job.ends).isEmpty();
        assertThat(job.called("startDomain")).isFalse();
        assertThat(job.called("undefineDomain")).isFalse();
    }

    @Test
    void cancellationFromTheTemporalUiIsACancel() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm")).on("awaitReady", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called("awaitReady"));
        stub.cancel();

        assertThat(stateAtEnd(stub, job)).isEqualTo(JobState.CANCELLED);
        assertThat(job.ledger).containsOnlyOnce("cancelling by temporal");
        assertThat(job.calls).endsWith("destroyDomain", "undefineDomain", "undefineDomain", "removeDisk");
    }

    @Test
    void cancellationFromTheTemporalUiPastThePointOfNoReturnChangesNothing() {
        Scenario job = PLANT.scenario(Plans.ALL.get("delete-vm")).on("undefineDomain", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called("undefineDomain"));
        stub.cancel();
        job.stop("undefineDomain");

        assertThat(stateAtEnd(stub, job)).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aSecondCancelIsTheFirst() {
        Scenario job = PLANT.scenario(Plans.ALL.get("flatten-volume")).on("flatten", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called("flatten"));
        assertThat(cancel(stub)).contains("being cancelled");
        stub.cancel();

        assertThat(stateAtEnd(stub, job)).isEqualTo(JobState.CANCELLED);
        assertThat(job.ledger).filteredOn(call -> call.startsWith("cancelling")).hasSize(1);
        assertThat(job.end().residue()).hasSize(1);
    }

    @Test
    void aCancelDuringTheUndoingOfACancelDoesNotBreakIt() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm"))
                .on("startDomain", new Act.Hangs())
                .on("undefineDomain", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called("startDomain"));
        cancel(stub);
        soon(() -> job.called("undefineDomain"));
        stub.cancel();
        job.stop("undefineDomain");

        assertThat(stateAtEnd(stub, job)).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).endsWith("undefineDomain", "undefineDomain", "removeDisk");
    }

    @Test
    void theJobWaitsForADatabaseThatIsAway() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm"));
        job.ledgerFaults.set(12);

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps()).hasSize(4);
    }

    @Test
    void aTerminatedRunIsFollowedByASuccessorAndACompletedOneIsNot() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).on("startDomain", new Act.Hangs());
        WorkflowStub lost = PLANT.start(job);
        soon(() -> job.called("startDomain"));
        lost.terminate("by hand");
        job.stop("startDomain");

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThatThrownBy(() -> PLANT.start(job)).isInstanceOf(WorkflowExecutionAlreadyStarted.class);
    }
}
