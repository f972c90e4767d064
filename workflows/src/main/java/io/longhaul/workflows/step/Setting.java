package io.longhaul.workflows.step;

import io.longhaul.schemas.job.ParameterChange;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.workflows.plan.Changeable;
import java.util.List;
import java.util.Map;

/**
 * The present value of what a retry of a step may change. The step's action reads it at each try.
 *
 * <p>INVARIANT: a value changes only by a decision that was checked against {@link #parameter()}.
 */
public final class Setting {
    private final Changeable declared;
    private final List<ParameterChange> before;
    private Integer value;

    /**
     * Begins with the value that a retry gave it in an earlier run.
     *
     * @param changed what retries changed in earlier runs, by key
     */
    Setting(Changeable declared, Map<String, String> changed) {
        this.declared = declared;
        this.value = declared.value();
        String now = changed.get(declared.key());
        if (now == null) {
            before = List.of();
        } else {
            before = List.of(new ParameterChange(declared.name(), parameter().value(), now));
            value = Changeable.valueOf(now);
        }
    }

    /** The present value; null: none. */
    public Integer value() {
        return value;
    }

    RetryParameter parameter() {
        return declared.parameter(value);
    }

    /** What it began with, when that is not what the job was accepted with. */
    List<ParameterChange> changedBefore() {
        return before;
    }

    /** Takes the value that a decision has for it, when it has one. */
    void change(Map<String, String> parameters) {
        String wanted = parameters.get(declared.name());
        if (wanted != null) {
            value = Changeable.valueOf(wanted);
        }
    }
}
