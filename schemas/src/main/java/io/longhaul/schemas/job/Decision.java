package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A decision about a parked job; the argument of the updates {@code retry}, {@code skip} and {@code abort}.
 *
 * @param parking the number of the parking that it is for
 * @param who who decided; from a caller without sign-on it is what the caller claims
 * @param why the reason
 * @param parameters with {@code retry}: new values of parameters that the parking lets a retry change, by name
 */
public record Decision(
        int parking,
        String who,
        String why,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> parameters) {
    public Decision {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(why, "why");
        parameters = parameters == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** A decision that changes no parameter. */
    public Decision(int parking, String who, String why) {
        this(parking, who, why, Map.of());
    }

    /** Whether it asks for nothing that {@code made}, a decision of the same kind about the same parking, did not do. */
    public boolean saysAgain(Map<String, String> made) {
        return parameters.isEmpty() || parameters.equals(made);
    }
}
