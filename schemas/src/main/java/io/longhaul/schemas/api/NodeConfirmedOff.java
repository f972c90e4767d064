package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * A person's statement that a host is off. It holds until the node's worker is back and what runs there agrees with the
 * inventory; until then the node takes no steps and no VMs.
 *
 * @param at when it was stated
 * @param who who stated it
 * @param reason how that is known
 * @param differences why the node is not admitted although its worker is back; empty: it is not back, or not compared yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeConfirmedOff(
        @JsonProperty(required = true) Instant at,
        @JsonProperty(required = true) String who,
        @JsonProperty(required = true) String reason,
        @JsonProperty(required = true) List<String> differences) {
    public NodeConfirmedOff {
        differences = List.copyOf(differences);
    }

    /** The same with what was found now. */
    public NodeConfirmedOff with(List<String> found) {
        return new NodeConfirmedOff(at, who, reason, found);
    }
}
