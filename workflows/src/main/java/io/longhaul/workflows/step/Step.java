package io.longhaul.workflows.step;

import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.ParameterChange;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.StepResult;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One step of a job: what it does, how it is undone, how its outside work is stopped, what it changes in the inventory.
 * Immutable; each method answers a step with one thing more said.
 *
 * <p>INVARIANT: the action and the undoing are repeatable. A step that was cut short is run again, or undone without having
 * been done; both look for what is there first.
 */
public final class Step {
    private final String name;
    private final Func<StepResult> action;
    private final Undo undo;
    private final Func<Outcome> stop;
    private final Function<StepResult, List<InventoryChange>> changes;
    private final Skip skip;
    private final String leaves;
    private final List<Setting> settings;

    private Step(
            String name,
            Func<StepResult> action,
            Undo undo,
            Func<Outcome> stop,
            Function<StepResult, List<InventoryChange>> changes,
            Skip skip,
            String leaves,
            List<Setting> settings) {
        this.name = Objects.requireNonNull(name, "name");
        this.action = action;
        this.undo = undo;
        this.stop = stop;
        this.changes = changes;
        this.skip = skip;
        this.leaves = leaves;
        this.settings = settings;
    }

    /** Begins a step. Its name is unique in the job and stays the same for ever: successor runs know finished steps by it. */
    public static Step named(String name) {
        return new Step(name, null, null, null, result -> List.of(), null, null, List.of());
    }

    /** What it does, where nothing but its outcome is needed afterwards. */
    public Step does(Func<Outcome> work) {
        return gives(() -> StepResult.of(work.apply().summary()));
    }

    /** What it does, where later steps need values of it. */
    public Step gives(Func<StepResult> work) {
        return new Step(name, work, undo, stop, changes, skip, leaves, settings);
    }

    /** How it is undone, and what the undoing changes in the inventory. */
    public Step undoneBy(Func<Outcome> work, InventoryChange... brings) {
        return undoneBy(new Undo(Workflow.DEFAULT_VERSION, work, List.of(brings)));
    }

    /** The same for an undoing that the step has got later: {@code version} is the first of {@link Undoing} with it. */
    public Step undoneSince(int version, Func<Outcome> work) {
        return undoneBy(new Undo(version, work, List.of()));
    }

    private Step undoneBy(Undo how) {
        return new Step(name, action, how, stop, changes, skip, leaves, settings);
    }

    /** A short call that ends the step's outside work without waiting for a heartbeat, and confirms that it has ended. */
    public Step stoppedBy(Func<Outcome> work) {
        return new Step(name, action, undo, work, changes, skip, leaves, settings);
    }

    /** What its success changes in the inventory. */
    public Step changes(InventoryChange... brings) {
        List<InventoryChange> always = List.of(brings);
        return changes(result -> always);
    }

    /** What its success changes in the inventory, by its result. */
    public Step changes(Function<StepResult, List<InventoryChange>> brings) {
        return new Step(name, action, undo, stop, brings, skip, leaves, settings);
    }

    /** An operator may skip it when it fails; what that means, and what it then changes in the inventory. */
    public Step skippable(String meaning, InventoryChange... brings) {
        return new Step(name, action, undo, stop, changes, new Skip(meaning, List.of(brings)), leaves, settings);
    }

    /** What a retry of it may change. */
    public Step retriedWith(Setting... changeable) {
        return new Step(name, action, undo, stop, changes, skip, leaves, List.of(changeable));
    }

    /** What stays behind of it when the job does not succeed, where it cannot be undone. */
    public Step leaves(String residue) {
        return new Step(name, action, undo, stop, changes, skip, residue, settings);
    }

    /** The step's name. */
    public String name() {
        return name;
    }

    Func<StepResult> action() {
        return Objects.requireNonNull(action, () -> "step " + name + " does nothing");
    }

    Undo undo() {
        return undo;
    }

    Func<Outcome> stop() {
        return stop;
    }

    List<InventoryChange> changesBy(StepResult result) {
        return changes.apply(result);
    }

    Skip skip() {
        return skip;
    }

    List<RetryParameter> parameters() {
        return settings.stream().map(Setting::parameter).toList();
    }

    /** What retries in earlier runs of the job changed. */
    List<ParameterChange> changedBefore() {
        return settings.stream()
                .flatMap(setting -> setting.changedBefore().stream())
                .toList();
    }

    /** Takes what a decision changes. */
    void change(Decision decision) {
        settings.forEach(setting -> setting.change(decision.parameters()));
    }

    String residue() {
        return leaves;
    }

    record Undo(int since, Func<Outcome> work, List<InventoryChange> changes) {}

    record Skip(String meaning, List<InventoryChange> changes) {}
}
