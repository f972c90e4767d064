package io.longhaul.workflows.plan;

import io.longhaul.schemas.job.RetryParameter;

/**
 * A whole number that a step of a job works with and that a retry of this step may change. It is declared by the plan, which
 * the step runner and the inventory both have: a job whose run is lost is parked by the latter.
 *
 * @param step the step's name
 * @param name as in the request of the operation
 * @param minimum the least value
 * @param maximum the greatest value
 * @param none whether there may be no value
 * @param meaning what it is, with its unit
 * @param value as the job was accepted with; null: none
 */
public record Changeable(
        String step, String name, int minimum, int maximum, boolean none, String meaning, Integer value) {
    /** How a job's row and a claim name what a retry made of it. */
    public String key() {
        return step + "." + name;
    }

    /** What a parking lists when the value is now this one; null: none. */
    public RetryParameter parameter(Integer now) {
        String text = now == null ? RetryParameter.NONE : now.toString();
        return new RetryParameter(name, text, minimum, maximum, none, meaning);
    }

    /** The value that a text means; null: none. */
    public static Integer valueOf(String text) {
        return RetryParameter.NONE.equals(text) ? null : Integer.valueOf(text);
    }
}
