package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * An audit as operators see it.
 *
 * @param id its id
 * @param state where it stands
 * @param outcome the worst of its checks; null until it has ended, and when it was broken off
 * @param startedAt when it began
 * @param endedAt when it ended; null before
 * @param checks one for each invariant; null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditView(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) AuditState state,
        AuditOutcome outcome,
        @JsonProperty(required = true) Instant startedAt,
        Instant endedAt,
        List<AuditCheck> checks) {}
