package io.longhaul.stack.part;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * A part at one moment.
 *
 * @param name for instance {@code postgres}
 * @param state what it is doing
 * @param address where clients find it; null when it was never started
 * @param pid its process id; null when it has no process of ours
 * @param log file with its output; null when it is not ours
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartStatus(String name, PartState state, String address, Long pid, String log) {

    public PartStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
    }
}
