package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One object that breaks an invariant, or one that is known garbage.
 *
 * @param object what it is about: an id, a file of a storage, a process
 * @param detail one sentence with the facts of both sides
 */
public record AuditFinding(
        @JsonProperty(required = true) String object,
        @JsonProperty(required = true) String detail) {}
