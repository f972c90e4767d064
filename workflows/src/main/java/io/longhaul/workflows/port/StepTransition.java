package io.longhaul.workflows.port;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.StepState;
import java.util.List;

/**
 * One change of one step, with the changes of the inventory that it brings.
 *
 * @param number number of the transition in the job, gapless from 1; a repeated number is ignored
 * @param step the step's name
 * @param state the state after it
 * @param result what the step left, or with which changes it runs again; null otherwise
 * @param failure why it failed or waits; null otherwise
 * @param changes changes of the inventory, applied in the same transaction
 */
public record StepTransition(
        int number, String step, StepState state, StepResult result, Failure failure, List<InventoryChange> changes) {
    public StepTransition {
        changes = changes == null ? List.of() : List.copyOf(changes);
    }
}
