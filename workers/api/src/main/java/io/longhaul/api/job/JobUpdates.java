package io.longhaul.api.job;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Sends Temporal updates to a job's workflow. An update is known by its id, so sent twice it is one. */
final class JobUpdates {
    /** A worker answers within milliseconds; one that restarts is back within this. */
    private static final int ANSWER_SECONDS = 5;

    private static final Set<String> CODES =
            Arrays.stream(FailureCode.values()).map(FailureCode::name).collect(Collectors.toUnmodifiableSet());

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "update-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final WorkflowClient client;

    JobUpdates(WorkflowClient client) {
        this.client = client;
    }

    /**
     * Sends an update and waits until the workflow has taken it.
     *
     * @throws LonghaulException what the workflow refused it with; {@code UNAVAILABLE} when nobody answered in time
     */
    String send(String jobId, String name, String updateId, Object argument) {
        UpdateOptions<String> options = UpdateOptions.newBuilder(String.class)
                .setUpdateName(name)
                .setUpdateId(updateId)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        // The SDK repeats its questions until the context's deadline, and for ever without one.
        try (Context.CancellableContext deadline =
                Context.current().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS, TIMER)) {
            return deadline.call(() -> client.newUntypedWorkflowStub(jobId)
                    .startUpdate(options, argument)
                    .getResult());
        } catch (Exception e) {
            throw translated(e);
        }
    }

    private static LonghaulException translated(Throwable failure) {
        if (failure instanceof WorkflowUpdateException refused) {
            return new LonghaulException(refusal(refused), null, refused);
        }
        if (failure instanceof WorkflowNotFoundException) {
            return away("The job's workflow does not run now; the control worker looks after it.", failure);
        }
        if (failure instanceof WorkflowUpdateTimeoutOrCancelledException
                || failure instanceof WorkflowServiceException
                || failure instanceof StatusRuntimeException) {
            return away(
                    status(failure) == Status.Code.DEADLINE_EXCEEDED
                            ? "No control worker has answered in time; the wish may still be carried out."
                            : "Temporal does not answer: " + status(failure) + ".",
                    failure);
        }
        return new LonghaulException(Failure.of(FailureCode.INTERNAL, "The update failed: " + failure), null, failure);
    }

    /**
     * What the workflow refused an update with. The code is the type of one of the causes. A validator that throws an
     * ApplicationFailure loses its type in the SDK (1.38), and only the sentence is left.
     */
    private static Failure refusal(WorkflowUpdateException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure application && CODES.contains(application.getType())) {
                return application.getDetails().getSize() > 0
                        ? application.getDetails().get(0, Failure.class)
                        : Failure.of(FailureCode.valueOf(application.getType()), application.getOriginalMessage());
            }
        }
        return Failure.of(
                FailureCode.ACTION_NOT_ALLOWED,
                refused.getCause() instanceof ApplicationFailure application ? application.getOriginalMessage() : null);
    }

    private static LonghaulException away(String message, Throwable cause) {
        return new LonghaulException(Failure.of(FailureCode.UNAVAILABLE, message), null, cause);
    }

    private static Status.Code status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException grpc) {
                return grpc.getStatus().getCode();
            }
        }
        return Status.Code.UNKNOWN;
    }
}
