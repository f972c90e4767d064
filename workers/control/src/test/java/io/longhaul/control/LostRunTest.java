package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.workflows.step.Attributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that was terminated, reset or paused in Temporal is found, its job parked, and a retry goes on with another run. */
final class LostRunTest extends RunningControl {
    @Test
    void parksAJobWhoseRunWasTerminatedAndRetryRunsASuccessor() {
        String job = accept("terminated");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        String firstRun = text("select run_id from job where id = '" + job + "'");

        client.client().newUntypedWorkflowStub(job).terminate("by the test");

        await().atMost(PATIENCE).until(() -> state(job).equals("NEEDS_ATTENTION"));
        assertThat(text("select parking->'failure'->>'code' from job where id = '" + job + "'"))
                .isEqualTo("RUN_LOST");
        assertThat(jobs.decide(OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "try again")))
                .isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text("select run_id from job where id = '" + job + "'"))
                        .isNotNull()
                        .isNotEqualTo(firstRun));
        assertThat(state(job)).isEqualTo("RUNNING");
    }

    /** As when a run is reset and its successor asks nothing of the inventory: there are as many runs as before. */
    @Test
    void parksAJobWhoseRunWasTerminatedWhileAnotherTookItsPlaceInTheCount() {
        String job = accept("replaced");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        WorkflowStub other = client.client()
                .newUntypedWorkflowStub(
                        "stranger",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("nobody")
                                .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                        .set(Attributes.STATE, "RUNNING")
                                        .build())
                                .build());
        other.start();
        try {
            client.client().newUntypedWorkflowStub(job).terminate("by the test");

            await().atMost(PATIENCE).until(() -> state(job).equals("NEEDS_ATTENTION"));
        } finally {
            other.terminate("the test is over");
        }
    }

    @Test
    void parksAJobWhoseCallWasPausedAndRetryRunsASuccessor() {
        String job = accept("paused");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        String firstRun = text("select run_id from job where id = '" + job + "'");
        await().atMost(PATIENCE).untilAsserted(() -> pauseItsCall(job, firstRun));

        await().atMost(PATIENCE).until(() -> state(job).equals("NEEDS_ATTENTION"));
        assertThat(text("select parking->'failure'->>'code' from job where id = '" + job + "'"))
                .isEqualTo("RUN_LOST");
        assertThat(text("select parking->'failure'->>'message' from job where id = '" + job + "'"))
                .endsWith(" PAUSED");
        assertThat(jobs.decide(OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "go on")))
                .isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text("select run_id from job where id = '" + job + "'"))
                        .isNotNull()
                        .isNotEqualTo(firstRun));
    }

    @Test
    void parksAJobWhoseRunWasResetAndRetryRunsASuccessorOfItsOwn() {
        String job = accept("reset");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        String firstRun = text("select run_id from job where id = '" + job + "'");
        await().atMost(PATIENCE).until(() -> !pendingCalls(job, firstRun).isEmpty());

        String resetRun = reset(job, firstRun);

        await().atMost(PATIENCE).until(() -> state(job).equals("NEEDS_ATTENTION"));
        assertThat(jobs.decide(OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "go on")))
                .isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text("select run_id from job where id = '" + job + "'"))
                        .isNotNull()
                        .isNotIn(firstRun, resetRun));
    }

    /** As the UI does: back to the first task that has ended. */
    private static String reset(String job, String run) {
        long task = client.client().fetchHistory(job, run).getEvents().stream()
                .filter(event ->
                        event.getEventType() == io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .findFirst()
                .orElseThrow()
                .getEventId();
        return service()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace())
                        .setWorkflowExecution(execution(job, run))
                        .setReason("by the test")
                        .setRequestId(run)
                        .setWorkflowTaskFinishEventId(task)
                        .build())
                .getRunId();
    }

    private static List<PendingActivityInfo> pendingCalls(String job, String run) {
        return service()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(namespace())
                        .setExecution(execution(job, run))
                        .build())
                .getPendingActivitiesList();
    }

    private static WorkflowExecution execution(String job, String run) {
        return WorkflowExecution.newBuilder().setWorkflowId(job).setRunId(run).build();
    }

    private static String namespace() {
        return client.client().getOptions().getNamespace();
    }

    private static WorkflowServiceGrpc.WorkflowServiceBlockingStub service() {
        return client.client().getWorkflowServiceStubs().blockingStub();
    }

    /** As the button of the Temporal UI does. */
    private static void pauseItsCall(String job, String run) {
        List<PendingActivityInfo> calls = pendingCalls(job, run);
        assertThat(calls).isNotEmpty();
        service()
                .pauseActivity(PauseActivityRequest.newBuilder()
                        .setNamespace(namespace())
                        .setExecution(execution(job, run))
                        .setId(calls.get(0).getActivityId())
                        .setIdentity("webui")
                        .build());
    }
}
