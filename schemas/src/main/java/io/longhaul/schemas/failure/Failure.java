package io.longhaul.schemas.failure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One failure with its facts, as it is stored, shown to operators and sent in events. Tenants see only the code's title
 * and advice.
 *
 * @param code what failed
 * @param message one sentence for operators; may name hosts and paths, never secrets
 * @param facts what was found, by name, of both sides where there are two; sorted, may be empty
 */
public record Failure(
        @JsonProperty(required = true) FailureCode code,
        @JsonProperty(required = true) String message,
        Map<String, String> facts) {
    public Failure {
        Objects.requireNonNull(code, "code");
        message = message == null || message.isBlank() ? code.title() : message;
        facts = facts == null ? Map.of() : java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** A failure without facts. */
    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, Map.of());
    }
}
