package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * A VM as the API shows it, and its state in inventory events.
 *
 * @param node the host that it is on; null for tenants
 * @param memoryMib memory in MiB
 * @param volumes ids of its volumes, the system disk first
 * @param job the job that holds the VM now; null when none does
 * @param deletedAt null while it exists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VmView(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String tenant,
        @JsonProperty(required = true) VmState state,
        String node,
        @JsonProperty(required = true) int vcpus,
        @JsonProperty(required = true) long memoryMib,
        List<String> volumes,
        String job,
        @JsonProperty(required = true) Instant createdAt,
        Instant deletedAt,
        @JsonProperty(required = true) long version) {}
