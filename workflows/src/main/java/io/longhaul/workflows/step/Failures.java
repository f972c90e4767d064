package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.port.JobLedger;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What an exception of the SDK means in our codes. Decided by types and codes, never by a message. */
public final class Failures {
    private Failures() {}

    /** The failure that an exception of a step carries. */
    public static Failure of(Throwable exception) {
        if (exception instanceof ActivityFailure activity && activity.getCause() != null) {
            return of(activity.getCause());
        }
        if (exception instanceof ApplicationFailure application) {
            return ofApplication(application);
        }
        if (exception instanceof TimeoutFailure timeout) {
            return ofTimeout(timeout);
        }
        if (exception instanceof CanceledFailure) {
            return Failure.of(FailureCode.WORKER_LOST, "The step's activity was cancelled, and not by this job.");
        }
        if (exception instanceof ChildWorkflowFailure child) {
            return new Failure(
                    FailureCode.CHILD_FAILED,
                    "The child job's workflow did not end by itself.",
                    Map.of("child", child.getExecution().getWorkflowId(), "cause", String.valueOf(child.getCause())));
        }
        return new Failure(
                FailureCode.INTERNAL_ERROR,
                "The step failed in an unexpected way: " + exception.getMessage(),
                Map.of("exception", exception.getClass().getName()));
    }

    /** The exception that carries a failure over the wire. */
    public static ApplicationFailure toException(Failure failure) {
        return ApplicationFailure.newNonRetryableFailure(
                failure.message(), failure.code().name(), failure);
    }

    /** Whether the ledger has given the job to another run. */
    static boolean superseded(Throwable exception) {
        Throwable cause = exception instanceof ActivityFailure ? exception.getCause() : exception;
        return cause instanceof ApplicationFailure application && JobLedger.SUPERSEDED.equals(application.getType());
    }

    /** Whether the end of the work itself is not known. */
    static boolean timedOut(Throwable exception) {
        return exception.getCause() instanceof TimeoutFailure;
    }

    /** Whether the call was cancelled while no worker had it, so that none has confirmed it. */
    static boolean cancelledUntaken(Throwable exception) {
        return exception instanceof ActivityFailure activity
                && activity.getCause() instanceof CanceledFailure
                && activity.getStartedEventId() == 0;
    }

    /** Whether nobody took the call in time. */
    static boolean notTaken(Throwable exception) {
        return timeoutIs(exception, TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);
    }

    /** Whether the worker was lost in the middle of the call. */
    static boolean workerLost(Throwable exception) {
        return timeoutIs(exception, TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
    }

    private static boolean timeoutIs(Throwable exception, TimeoutType type) {
        return exception.getCause() instanceof TimeoutFailure timeout && timeout.getTimeoutType() == type;
    }

    private static Failure ofApplication(ApplicationFailure application) {
        FailureCode code = code(application.getType());
        if (code == null) {
            return new Failure(
                    FailureCode.INTERNAL_ERROR,
                    "The step failed in an unexpected way: " + application.getOriginalMessage(),
                    Map.of("exception", application.getType()));
        }
        Failure sent = application.getDetails().getSize() == 0
                ? null
                : application.getDetails().get(0, Failure.class);
        return sent == null ? Failure.of(code, application.getOriginalMessage()) : sent;
    }

    private static Failure ofTimeout(TimeoutFailure timeout) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("timeout", timeout.getTimeoutType().name().replace("TIMEOUT_TYPE_", ""));
        if (timeout.getCause() != null) {
            facts.put("lastFailure", String.valueOf(timeout.getCause().getMessage()));
        }
        TimeoutType type = timeout.getTimeoutType();
        if (type == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
            return new Failure(FailureCode.NODE_UNREACHABLE, "The node's worker did not take the call in time.", facts);
        }
        if (type == TimeoutType.TIMEOUT_TYPE_HEARTBEAT) {
            return new Failure(FailureCode.WORKER_LOST, "The node's worker stopped answering again and again.", facts);
        }
        return new Failure(FailureCode.DEADLINE_EXCEEDED, "The call did not end within its deadline.", facts);
    }

    private static FailureCode code(String type) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.name().equals(type))
                .findFirst()
                .orElse(null);
    }
}
