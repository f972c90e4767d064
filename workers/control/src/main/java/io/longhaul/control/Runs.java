package io.longhaul.control;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Temporal says of a job's runs. */
public final class Runs {
    private static final Logger log = LoggerFactory.getLogger(Runs.class);
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
     * @param paused whether it, or a call that it waits for, was paused, so that it stands still until somebody resumes it
     * @param words what Temporal says, for people
     */
    public record Run(boolean open, boolean paused, String words) {}

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
            return read(answer);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return new Run(false, false, "NOT_FOUND");
            }
            throw e;
        }
    }

    private static Run read(DescribeWorkflowExecutionResponse answer) {
        WorkflowExecutionStatus status = answer.getWorkflowExecutionInfo().getStatus();
        String words = status.name().replace("WORKFLOW_EXECUTION_STATUS_", "");
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW ->
                answer.getPendingActivitiesList().stream()
                        .filter(PendingActivityInfo::getPaused)
                        .findFirst()
                        .map(call -> new Run(true, true, call.getActivityType().getName() + " PAUSED"))
                        .orElse(new Run(true, false, words));
            case WORKFLOW_EXECUTION_STATUS_PAUSED -> new Run(true, true, words);
            default -> new Run(false, false, words);
        };
    }

    /** Ends a run from outside, with a reason that Temporal shows. One that is over stays as it is. */
    public void terminate(String jobId, String runId, String reason) {
        try {
            client.newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
                            .setWorkflowId(jobId)
                            .setRunId(runId)
                            .build())
                    .terminate(reason);
        } catch (WorkflowNotFoundException e) {
            log.debug("the run {} of {} is over", runId, jobId);
        }
    }
}
