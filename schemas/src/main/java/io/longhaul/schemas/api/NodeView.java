package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.event.StorageReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A node as operators see it.
 *
 * @param state what operators want of it
 * @param live whether its reports arrive
 * @param vcpus virtual CPUs that it offers
 * @param memoryMib memory in MiB that it offers to VMs
 * @param usedVcpus virtual CPUs that the inventory has given away on it
 * @param usedMemoryMib memory in MiB that the inventory has given away on it
 * @param storages what it can reach
 * @param networks names of the networks that it maps
 * @param facts versions and the accelerator, by name
 * @param lostAt since when it counts as lost, so that nobody knows which of its VMs run; null: it does not
 * @param confirmedOff the statement that it is off, until it is admitted again; null: there is none
 * @param epoch it refuses steps under an earlier one; null: it was never confirmed off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeView(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String cluster,
        @JsonProperty(required = true) NodeState state,
        @JsonProperty(required = true) boolean live,
        @JsonProperty(required = true) int vcpus,
        @JsonProperty(required = true) long memoryMib,
        @JsonProperty(required = true) int usedVcpus,
        @JsonProperty(required = true) long usedMemoryMib,
        List<StorageReport> storages,
        List<String> networks,
        Map<String, String> facts,
        Instant lastSeenAt,
        Instant lostAt,
        NodeConfirmedOff confirmedOff,
        Long epoch,
        @JsonProperty(required = true) long version) {}
