package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.StepResult;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The compensations of a run: what may still run outside is stopped, then undone in the reverse of their order. One that fails parks the job; it is retried, or skipped
 * and then left behind.
 */
final class Undoing {
    /** 1 stops a step's outside work before its undoing, and ends the children of a step. */
    private static final int VERSION = 1;

    private final Journal journal;
    private final StepTable table;
    private final Display display;
    private final Parkings parkings;
    private final Deque<Step> registered = new ArrayDeque<>();
    private final Set<Step> ended = new HashSet<>();
    private final List<Residue> residue = new ArrayList<>();

    Undoing(Journal journal, StepTable table, Display display, Parkings parkings) {
        this.journal = journal;
        this.table = table;
        this.display = display;
        this.parkings = parkings;
    }

    /** Takes a step in before it begins. */
    void register(Step step) {
        if (!registered.contains(step)) {
            registered.push(step);
        }
    }

    /** Nothing of the step runs outside any more. */
    void ended(Step step) {
        ended.add(step);
    }

    /** What was done so far is final. */
    void forget() {
        registered.clear();
    }

    /** Undoes everything. */
    List<Residue> undoAll(JobState state) {
        // A run that had begun its undoing under an earlier build goes on as that one did.
        int version = Workflow.getVersion("undoing", Workflow.DEFAULT_VERSION, VERSION);
        while (!registered.isEmpty()) {
            Step step = registered.pop();
            if (version >= 1 && step.stop() != null && !ended.contains(step)) {
                // It failed or its run was lost: that says nothing about what it has started outside.
                stop(step, stopOnce(step));
            }
            if (step.undo() != null && version >= step.undo().since()) {
                undo(step, state);
            } else if (step.residue() != null) {
                residue.add(new Residue(step.name(), StepState.LEFT_BEHIND, step.residue()));
            }
        }
        return List.copyOf(residue);
    }

    /**
     * Ends the outside work of a step that could not be stopped.
     *
     * @param why why it is not known to have stopped; null when it has
     */
    void stop(Step step, Failure why) {
        Failure failure = why;
        while (failure != null) {
            if (park(step, "stopping", failure) == DecisionKind.SKIP) {
                residue.add(new Residue(
                        step.name(), StepState.LEFT_BEHIND, "Its work may still run: " + failure.message()));
                break;
            }
            failure = stopOnce(step);
        }
        ended(step);
    }

    private static Failure stopOnce(Step step) {
        return Attempt.unlessFenced(attempt(step.stop()).failure);
    }

    private void undo(Step step, JobState state) {
        while (true) {
            note(step, StepState.COMPENSATING, null, null, List.of());
            journal.flush();
            display.show(state, step.name(), null, null);
            Tried tried = attempt(step.undo().work());
            if (tried.failure == null) {
                String outcome = tried.outcome.summary();
                note(
                        step,
                        StepState.COMPENSATED,
                        StepResult.of(outcome),
                        null,
                        step.undo().changes());
                residue.add(new Residue(step.name(), StepState.COMPENSATED, outcome));
                return;
            }
            if (park(step, "undoing", tried.failure) == DecisionKind.SKIP) {
                String left = "Left behind: " + tried.failure.message();
                note(step, StepState.LEFT_BEHIND, StepResult.of(left), tried.failure, List.of());
                residue.add(new Residue(step.name(), StepState.LEFT_BEHIND, left));
                return;
            }
        }
    }

    private DecisionKind park(Step step, String what, Failure cause) {
        Map<String, String> facts = new TreeMap<>(cause.facts());
        facts.put("cause", cause.code().name());
        Failure failure = new Failure(
                FailureCode.COMPENSATION_FAILED,
                "The " + what + " of step " + step.name() + " failed: " + cause.message(),
                facts);
        Map<DecisionKind, String> actions = new EnumMap<>(DecisionKind.class);
        actions.put(DecisionKind.RETRY, "The " + what + " of step " + step.name() + " is tried again.");
        actions.put(
                DecisionKind.SKIP,
                "Step " + step.name() + " stays as it is, listed as left behind; the undoing goes on.");
        return parkings.decide(step.name(), failure, actions, List.of(), false);
    }

    private void note(
            Step step,
            StepState stepState,
            StepResult result,
            Failure failure,
            List<io.longhaul.workflows.port.InventoryChange> changes) {
        journal.note(step.name(), stepState, result, failure, changes);
        table.put(step.name(), stepState, result == null ? "" : result.outcome());
    }

    private static Tried attempt(Func<Outcome> work) {
        Attempt<Outcome> attempt = Attempt.begin(work);
        Workflow.await(attempt::ended);
        RuntimeException exception = attempt.exception();
        if (exception instanceof Unwinding unwinding) {
            throw unwinding;
        }
        return exception == null ? new Tried(attempt.get(), null) : new Tried(null, Failures.of(exception));
    }

    private record Tried(Outcome outcome, Failure failure) {}
}
