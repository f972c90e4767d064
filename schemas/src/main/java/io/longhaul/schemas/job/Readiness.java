package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.longhaul.schemas.constraint.Range;
import io.longhaul.schemas.constraint.Text;
import java.util.Locale;

/**
 * When a clone counts as ready.
 *
 * @param kind the sign that is waited for
 * @param pattern an RE2 pattern that a line of the serial console must contain; only with {@code serial}, then required
 * @param timeoutSeconds how long to wait for the sign, in seconds; null: 300
 */
public record Readiness(
        @JsonProperty(required = true) Kind kind,
        @Text(max = 500) String pattern,
        @Range(min = 1, max = 7200) Integer timeoutSeconds) {
    public Readiness {
        timeoutSeconds = timeoutSeconds == null ? 300 : timeoutSeconds;
    }

    /** Ready as soon as QEMU runs. */
    public static Readiness started() {
        return new Readiness(Kind.STARTED, null, null);
    }

    /** The sign of readiness. */
    public enum Kind {
        /** The domain is defined and not started. */
        DEFINED,
        /** QEMU runs. */
        STARTED,
        /** The pattern was seen on the serial console. */
        SERIAL,
        /** The guest agent answers. */
        AGENT;

        /** The name in requests. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of a wire name; throws IllegalArgumentException when there is none. */
        @JsonCreator
        public static Kind of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }
}
