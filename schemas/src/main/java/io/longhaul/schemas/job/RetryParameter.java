package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * A whole number that a retry of the failed step may change.
 *
 * @param name as in the request of the operation
 * @param value the present value; {@code none} where there is none
 * @param minimum the least value
 * @param maximum the greatest value
 * @param none whether {@code none} is allowed too
 * @param meaning what it is, with its unit
 */
public record RetryParameter(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String value,
        @JsonProperty(required = true) long minimum,
        @JsonProperty(required = true) long maximum,
        @JsonProperty(required = true) boolean none,
        @JsonProperty(required = true) String meaning) {
    /** The value of a parameter that has none. */
    public static final String NONE = "none";

    public RetryParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    /** What may be given. */
    public String allowed() {
        return minimum + " to " + maximum + (none ? ", or " + NONE : "");
    }

    /** Whether that may be given. Only the usual way to write a number counts, so that one value has one text. */
    public boolean allows(String wanted) {
        if (NONE.equals(wanted)) {
            return none;
        }
        try {
            long number = Long.parseLong(wanted);
            return number >= minimum
                    && number <= maximum
                    && Long.toString(number).equals(wanted);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
