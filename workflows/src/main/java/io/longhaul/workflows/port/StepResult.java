package io.longhaul.workflows.port;

import java.util.Map;

/**
 * What a step left for the steps after it.
 *
 * @param outcome one line for people
 * @param values values that later steps need, by name; may be empty; no secrets
 */
public record StepResult(String outcome, Map<String, String> values) {
    public StepResult {
        outcome = outcome == null ? "" : outcome;
        values = values == null ? Map.of() : Map.copyOf(values);
    }

    /** A result without values. */
    public static StepResult of(String outcome) {
        return new StepResult(outcome, Map.of());
    }
}
