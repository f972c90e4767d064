package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureClass;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.ParameterChange;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.StepResult;
import io.temporal.workflow.Workflow;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the steps of a job, one after the other. Each is recorded before it begins and after it ended; one that fails ends
 * the job or parks it, by its failure's class.
 *
 * <p>INVARIANT: between two steps a workflow's body does nothing but compute. Everything that waits or acts is in a step.
 */
public final class Steps {
    private final RunState run;

    Steps(RunState run) {
        this.run = run;
    }

    /** Runs a step, or takes its result from the run that finished it. */
    public StepResult run(Step step) {
        StepResult finished = run.claim().finished().get(step.name());
        if (finished != null) {
            return takeOver(step, finished);
        }
        if (run.claim().pastReturn()) {
            passPointOfNoReturn();
        }
        leaveIfAsked(step);
        if (noReturn(step)) {
            passPointOfNoReturn();
        }
        run.undoing().register(step);
        List<ParameterChange> changes = step.changedBefore();
        while (true) {
            begin(step, changes);
            Attempt<StepResult> attempt = Attempt.begin(step.action());
            Workflow.await(() -> attempt.ended() || cancelPossible());
            if (!attempt.ended()) {
                stop(step, attempt);
            }
            RuntimeException exception = attempt.exception();
            if (attempt.ended() && exception == null) {
                return succeed(step, attempt.get());
            }
            if (exception instanceof Unwinding unwinding) {
                throw unwinding;
            }
            StepResult skipped = fail(step, exception);
            if (skipped != null) {
                return skipped;
            }
            Decision retry = run.desk().decision();
            changes = ParameterChange.of(DecisionKind.RETRY, retry, step.parameters());
            step.change(retry);
        }
    }

    /** What the plan declares that a retry of a step may change, by the step's name and its own. */
    public Setting setting(String step, String name) {
        return run.input().plan().changeable().stream()
                .filter(declared ->
                        declared.step().equals(step) && declared.name().equals(name))
                .findFirst()
                .map(declared -> new Setting(declared, run.claim().parameters()))
                .orElseThrow();
    }

    /** The right to act on hosts, as it is now; ask for it when a call is made, not before. */
    public Fence fence() {
        return new Fence(run.input().jobId(), run.journal().epoch());
    }

    /** What a running step uses to wait for other jobs. */
    public Waiting waiting() {
        return run.waiting();
    }

    /** What a running step uses to run child jobs. */
    public Children children() {
        return new Children(run);
    }

    /** The input of the job. */
    public JobInput input() {
        return run.input();
    }

    /** The list is done: from here on the job ends {@code SUCCEEDED}. */
    void finish() {
        if (cancelPossible()) {
            throw new Unwinding.Cancelled();
        }
        run.desk().refuseCancels(Desk.Refusal.ENDING);
    }

    private boolean cancelPossible() {
        return run.desk().cancelled() && !run.desk().pastReturn();
    }

    private StepResult takeOver(Step step, StepResult finished) {
        run.table().finishedBefore(step.name(), finished);
        if (noReturn(step)) {
            passPointOfNoReturn();
        }
        run.undoing().register(step);
        run.undoing().ended(step);
        return finished;
    }

    private void leaveIfAsked(Step step) {
        Decision abort = run.claim().abort();
        if (!cancelPossible() && abort == null) {
            return;
        }
        if (run.claim().transitions() > 0) {
            run.undoing().register(step); // the run before this one may have begun it
        }
        throw cancelPossible() ? new Unwinding.Cancelled() : new Unwinding.Failed(aborted(abort, step.name(), null));
    }

    private boolean noReturn(Step step) {
        return step.name().equals(run.input().plan().noReturn());
    }

    private void passPointOfNoReturn() {
        run.undoing().forget();
        run.desk().refuseCancels(Desk.Refusal.POINT_OF_NO_RETURN);
    }

    private void begin(Step step, List<ParameterChange> changes) {
        StepResult with = changes.isEmpty() ? null : StepResult.of("With " + ParameterChange.words(changes) + ".");
        note(step, StepState.RUNNING, with, null, List.of());
        run.journal().flush();
        run.display().show(JobState.RUNNING, step.name(), null, null);
    }

    private StepResult succeed(Step step, StepResult result) {
        note(step, StepState.SUCCEEDED, result, null, step.changesBy(result));
        run.undoing().ended(step);
        return result;
    }

    private void stop(Step step, Attempt<StepResult> attempt) {
        boolean nothingRuns = run.table().state(step.name()) == StepState.WAITING;
        Failure unstopped = attempt.interrupt(nothingRuns ? null : step.stop(), run::acknowledgeCancel);
        run.undoing().stop(step, unstopped);
    }

    /** Answers null when the step is to be tried again, and a result when it is skipped. */
    private StepResult fail(Step step, RuntimeException exception) {
        if (cancelPossible()) {
            note(step, StepState.FAILED, StepResult.of("Stopped by the cancel."), null, List.of());
            throw new Unwinding.Cancelled();
        }
        Failure failure = Failures.of(exception);
        note(step, StepState.FAILED, StepResult.of(failure.message()), failure, List.of());
        if (failure.code().failureClass() == FailureClass.CALLER) {
            throw new Unwinding.Failed(failure);
        }
        DecisionKind kind = run.parkings()
                .decide(
                        step.name(),
                        failure,
                        actions(step),
                        step.parameters(),
                        !run.desk().pastReturn());
        if (kind == null) {
            throw new Unwinding.Cancelled();
        }
        Decision decision = run.desk().decision();
        return switch (kind) {
            case RETRY -> null;
            case SKIP -> skipped(step, decision);
            case ABORT -> throw new Unwinding.Failed(aborted(decision, step.name(), failure));
        };
    }

    private StepResult skipped(Step step, Decision decision) {
        StepResult result = StepResult.of("Skipped by " + decision.who() + ": " + decision.why());
        note(step, StepState.SKIPPED, result, null, step.skip().changes());
        return result;
    }

    private Map<DecisionKind, String> actions(Step step) {
        Map<DecisionKind, String> actions = new EnumMap<>(DecisionKind.class);
        actions.put(
                DecisionKind.RETRY,
                "Step " + step.name() + " runs again; it looks first for what it has done already.");
        if (step.skip() != null) {
            actions.put(DecisionKind.SKIP, step.skip().meaning());
        }
        actions.put(
                DecisionKind.ABORT,
                run.desk().pastReturn()
                        ? "The job ends FAILED as it stands; nothing is undone, it has passed its point of no return."
                        : "What the job did is undone in reverse order, and it ends FAILED.");
        return actions;
    }

    private static Failure aborted(Decision decision, String step, Failure cause) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("step", step);
        if (cause != null) {
            facts.put("cause", cause.code().name());
            facts.put("causeMessage", cause.message());
        }
        return new Failure(
                FailureCode.ABORTED,
                decision.who() + " aborted the job at step " + step + ": " + decision.why(),
                facts);
    }

    private void note(Step step, StepState state, StepResult result, Failure failure, List<InventoryChange> changes) {
        run.journal().note(step.name(), state, result, failure, changes);
        run.table().put(step.name(), state, result == null ? "" : result.outcome());
    }
}
