package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a log that names a job.
 *
 * @param time when it was written, by the clock of its host
 * @param host the host that has the log
 * @param log the log's path there
 * @param position where the line begins in the log, in bytes
 * @param level {@code ERROR}, {@code WARN}, {@code INFO} or {@code DEBUG}
 * @param message what it says
 * @param fields its other fields, for instance {@code step}, {@code attempt}, {@code logger}, {@code stack}
 */
public record JobLogLine(
        @JsonProperty(required = true) Instant time,
        @JsonProperty(required = true) String host,
        @JsonProperty(required = true) String log,
        @JsonProperty(required = true) long position,
        @JsonProperty(required = true) String level,
        @JsonProperty(required = true) String message,
        @JsonProperty(required = true) Map<String, String> fields) {
    public JobLogLine {
        fields = fields == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** Characters of its texts. */
    int size() {
        return message.length()
                + fields.entrySet().stream()
                        .mapToInt(field ->
                                field.getKey().length() + field.getValue().length())
                        .sum();
    }
}
