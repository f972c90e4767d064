package io.longhaul.control;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;

/** What Temporal says of a job's runs. */
public final class Runs {
    private static final int ASK_SECONDS = 5;

    private final WorkflowClient client;

    /** Asks through that client. */
    public Runs(WorkflowClient client) {
        this.client = client;
    }

    /**
     * A run.
     *
     * @param open whether it still runs
     * @param words what Temporal says, for people
     */
    public record Run(boolean open, String words) {}

    /**
     * A run of the workflow with the job's id. A run that was reset is over, whatever its successor does: the successor
     * does not have the claim.
     *
     * @throws StatusRuntimeException while Temporal does not answer
     */
    public Run of(String jobId, String runId) {
        try {
            DescribeWorkflowExecutionResponse answer = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS)
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder()
                                    .setWorkflowId(jobId)
                                    .setRunId(runId))
                            .build());
            WorkflowExecutionStatus status = answer.getWorkflowExecutionInfo().getStatus();
            return new Run(
                    status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                            || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
                    status.name().replace("WORKFLOW_EXECUTION_STATUS_", ""));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return new Run(false, "NOT_FOUND");
            }
            throw e;
        }
    }
}
