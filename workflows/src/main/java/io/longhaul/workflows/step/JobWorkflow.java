package io.longhaul.workflows.step;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What all jobs' workflows have in common. An operation is a subclass whose {@code run} hands {@link #job} its list of
 * steps; nothing here knows the operations.
 */
public abstract class JobWorkflow implements JobControl {
    private final Desk desk = new Desk();

    /** The steps of a job, in order. */
    @FunctionalInterface
    public interface Body {
        /** Runs the steps and answers with what the job made. */
        Completion run(Steps steps);
    }

    /** Claims the job, runs its steps and ends it. */
    protected final JobResult job(JobInput input, Body body) {
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            desk.cancelFromTemporal(reason);
            return null;
        });
        AtomicReference<JobResult> result = new AtomicReference<>();
        // INVARIANT: nothing of a job runs in the root scope; its cancellation is a wish that is heard, not an
        // interruption.
        Workflow.newDetachedCancellationScope(() -> result.set(new JobRun(input, desk).run(body)))
                .run();
        return result.get();
    }

    @Override
    public final String retry(Decision decision) {
        return desk.decide(DecisionKind.RETRY, decision);
    }

    @Override
    public final void validateRetry(Decision decision) {
        desk.validate(DecisionKind.RETRY, decision);
    }

    @Override
    public final String skip(Decision decision) {
        return desk.decide(DecisionKind.SKIP, decision);
    }

    @Override
    public final void validateSkip(Decision decision) {
        desk.validate(DecisionKind.SKIP, decision);
    }

    @Override
    public final String abort(Decision decision) {
        return desk.decide(DecisionKind.ABORT, decision);
    }

    @Override
    public final void validateAbort(Decision decision) {
        desk.validate(DecisionKind.ABORT, decision);
    }

    @Override
    public final String cancel(CancelRequest cancel) {
        return desk.cancel(cancel);
    }

    @Override
    public final void validateCancel(CancelRequest cancel) {
        desk.validateCancel();
    }

    @Override
    public final void wake() {
        desk.wake();
    }
}
