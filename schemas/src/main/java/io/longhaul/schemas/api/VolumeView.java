package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A volume as the API shows it, and its state in inventory events.
 *
 * @param vm the VM that has it; null for a template's volume
 * @param template the template whose content it was cloned from, or is; null where there is none
 * @param storage the storage that it lies in
 * @param node the node that has it, where the storage is one node's; null for tenants
 * @param capacityBytes guest-visible size in bytes
 * @param independent whether it needs no other volume: a fact that the end of a flatten sets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeView(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String tenant,
        String vm,
        String template,
        String storage,
        String node,
        @JsonProperty(required = true) VolumeState state,
        @JsonProperty(required = true) long capacityBytes,
        @JsonProperty(required = true) boolean independent,
        @JsonProperty(required = true) Instant createdAt,
        Instant deletedAt,
        @JsonProperty(required = true) long version) {}
