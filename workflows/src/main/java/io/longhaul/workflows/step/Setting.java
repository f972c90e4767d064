package io.longhaul.workflows.step;

import io.longhaul.schemas.job.RetryParameter;
import java.util.Map;

/**
 * A whole number that a step works with and that a retry of it may change. The step's action reads it at each try.
 *
 * <p>INVARIANT: a value changes only by a decision that was checked against {@link #parameter()}.
 */
public final class Setting {
    private final Bounds bounds;
    private Integer value;

    /**
     * What may be given.
     *
     * @param name as in the request of the operation
     * @param minimum the least value
     * @param maximum the greatest value
     * @param none whether there may be no value
     * @param meaning what it is, with its unit
     */
    public record Bounds(String name, int minimum, int maximum, boolean none, String meaning) {}

    Setting(Bounds bounds, Integer value) {
        this.bounds = bounds;
        this.value = value;
    }

    /** The present value; null: none. */
    public Integer value() {
        return value;
    }

    RetryParameter parameter() {
        return new RetryParameter(
                bounds.name(),
                value == null ? RetryParameter.NONE : value.toString(),
                bounds.minimum(),
                bounds.maximum(),
                bounds.none(),
                bounds.meaning());
    }

    /** Takes the value that a decision has for it, when it has one. */
    void change(Map<String, String> parameters) {
        String wanted = parameters.get(bounds.name());
        if (wanted != null) {
            value = RetryParameter.NONE.equals(wanted) ? null : Integer.valueOf(wanted);
        }
    }
}
