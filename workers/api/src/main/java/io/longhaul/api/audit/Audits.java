package io.longhaul.api.audit;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.schemas.api.AuditState;
import io.longhaul.schemas.api.AuditView;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.audit.AuditReport;
import io.longhaul.workflows.audit.AuditWorkflow;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The audits in Temporal; an audit's id is its run's. */
public final class Audits {
    private static final int ANSWER_SECONDS = 5;
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "audit-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final WorkflowClient client;

    /** Those of that client's namespace. */
    public Audits(WorkflowClient client) {
        this.client = client;
    }

    /**
     * Starts an audit, or joins the one that runs.
     *
     * @throws LonghaulException {@code UNAVAILABLE} while Temporal does not answer
     */
    AuditView start() {
        return answered(() -> {
            WorkflowExecution run = client.newUntypedWorkflowStub(
                            AuditWorkflow.TYPE,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(AuditWorkflow.ID)
                                    .setTaskQueue(TaskQueues.CONTROL)
                                    .setWorkflowIdReusePolicy(
                                            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                                    .setWorkflowIdConflictPolicy(
                                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                    .setStaticSummary("audit of the invariants")
                                    .build())
                    .start();
            return view(run);
        });
    }

    /** An audit; empty when there is none of that id. Throws likewise. */
    Optional<AuditView> show(String id) {
        try {
            return Optional.of(answered(() -> view(WorkflowExecution.newBuilder()
                    .setWorkflowId(AuditWorkflow.ID)
                    .setRunId(id)
                    .build())));
        } catch (NoSuchRun e) {
            return Optional.empty();
        }
    }

    private AuditView view(WorkflowExecution run) {
        WorkflowExecutionInfo info = client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(run)
                        .build())
                .getWorkflowExecutionInfo();
        Instant started = time(info.getStartTime());
        if (info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
            return new AuditView(run.getRunId(), AuditState.RUNNING, null, started, null, null);
        }
        Instant ended = time(info.getCloseTime());
        if (info.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
            return new AuditView(run.getRunId(), AuditState.BROKEN_OFF, null, started, ended, null);
        }
        AuditReport report = client.newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
                        .setWorkflowExecution(run)
                        .build())
                .getResult(AuditReport.class);
        return new AuditView(run.getRunId(), AuditState.ENDED, report.outcome(), started, ended, report.checks());
    }

    private static Instant time(com.google.protobuf.Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    /** The SDK repeats its questions until the context's deadline, and for ever without one. */
    private static <T> T answered(Callable<T> question) {
        try (Context.CancellableContext deadline =
                Context.current().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS, TIMER)) {
            return deadline.call(question);
        } catch (Exception e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException grpc) {
                Status.Code code = grpc.getStatus().getCode();
                return code == Status.Code.NOT_FOUND || code == Status.Code.INVALID_ARGUMENT
                        ? new NoSuchRun(grpc)
                        : new LonghaulException(
                                Failure.of(FailureCode.UNAVAILABLE, "Temporal does not answer: " + code + "."),
                                null,
                                failure);
            }
        }
        return new LonghaulException(Failure.of(FailureCode.INTERNAL, "The audit failed: " + failure), null, failure);
    }

    private static final class NoSuchRun extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoSuchRun(Throwable cause) {
            super(cause);
        }
    }
}
