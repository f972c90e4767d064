package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.port.Outcome;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One running of a step's action in a detached scope of its own, so that nothing but {@link #interrupt} cancels it.
 *
 * @param <T> what the action gives
 */
final class Attempt<T> {
    /** 1 takes a cancellation of what no worker had for no end. */
    private static final int VERSION = 1;

    private final Promise<T> running;
    private final CancellationScope scope;

    private Attempt(Promise<T> running, CancellationScope scope) {
        this.running = running;
        this.scope = scope;
    }

    static <T> Attempt<T> begin(Func<T> action) {
        AtomicReference<Promise<T>> running = new AtomicReference<>();
        CancellationScope scope = Workflow.newDetachedCancellationScope(() -> running.set(Async.function(action)));
        scope.run();
        return new Attempt<>(running.get(), scope);
    }

    boolean ended() {
        return running.isCompleted();
    }

    /** What it gave, or the exception that it threw; waits for neither. */
    T get() {
        return running.get();
    }

    /** The exception that it ended with; null when it succeeded or runs. */
    RuntimeException exception() {
        return running.isCompleted() ? running.getFailure() : null;
    }

    /**
     * Stops it: the stop is called and the scope cancelled in the same moment, so that a tool that the stop ends is not
     * started again by a retry.
     *
     * @param stop the step's stop; null when it has none, or nothing runs outside
     * @param meanwhile done while the stop is under way
     * @return why it is not known to have stopped; null when it has stopped
     */
    Failure interrupt(Func<Outcome> stop, Runnable meanwhile) {
        // A run that was cancelled under an earlier build goes on as that one did.
        int version = stop == null ? VERSION : Workflow.getVersion("interrupt", Workflow.DEFAULT_VERSION, VERSION);
        Attempt<Outcome> stopping = stop == null ? null : begin(stop);
        scope.cancel("the job is cancelled");
        meanwhile.run();
        Workflow.await(() -> ended() || (stopping != null && stopping.ended() && stopping.exception() == null));
        if (stopping == null || endedByItself(version)) {
            return null;
        }
        Workflow.await(stopping::ended);
        return stopping.exception() == null ? null : unlessFenced(Failures.of(stopping.exception()));
    }

    /**
     * Success, a failure of its own and a cancellation that its worker confirmed are ends. A timeout only says that nobody
     * knows, and so does the cancellation of a call that no worker has: one that had it before may have left a tool behind.
     */
    private boolean endedByItself(int version) {
        RuntimeException failure = exception();
        return ended()
                && (failure == null
                        || !(Failures.timedOut(failure) || (version >= 1 && Failures.cancelledUntaken(failure))));
    }

    /** When a newer job has acted on the resource, the old work is that job's to end, and it has. */
    static Failure unlessFenced(Failure failure) {
        boolean fenced = failure != null
                && (failure.code() == FailureCode.EPOCH_STALE || failure.code() == FailureCode.PREEMPTED);
        return fenced ? null : failure;
    }
}
