package io.longhaul.workflows.port;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.RetryParameter;
import java.util.List;
import java.util.Map;

/**
 * A job stops and waits for a person.
 *
 * @param number number of the parking in the job, from 1
 * @param step the step that failed
 * @param failure what failed, with the facts
 * @param actions what each allowed decision will do
 * @param parameters what a retry may change
 */
public record Parking(
        int number, String step, Failure failure, Map<DecisionKind, String> actions, List<RetryParameter> parameters) {
    public Parking {
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
    }

    /** A parking whose retry changes nothing. */
    public Parking(int number, String step, Failure failure, Map<DecisionKind, String> actions) {
        this(number, step, failure, actions, List.of());
    }
}
