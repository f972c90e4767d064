package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a node says of itself every few seconds: registration, capacity and sign of life in one
 * ({@code io.longhaul.node.report} on {@code longhaul.node.observation.v1}).
 *
 * @param node the node's name
 * @param cluster the cluster that it belongs to
 * @param incarnation a new random text at each start of the worker
 * @param vcpus virtual CPUs that it offers
 * @param memoryMib memory in MiB that it offers to VMs
 * @param storages what it can reach
 * @param networks names of the networks that it maps
 * @param facts versions and the accelerator, by name
 * @param domains power of every domain of ours that libvirt knows, by VM id: {@code running} or {@code off}
 * @param stopping whether the worker is shutting down in order
 * @param observedAt when it was looked at
 */
public record NodeReport(
        @JsonProperty(required = true) String node,
        @JsonProperty(required = true) String cluster,
        @JsonProperty(required = true) String incarnation,
        @JsonProperty(required = true) int vcpus,
        @JsonProperty(required = true) long memoryMib,
        @JsonProperty(required = true) List<StorageReport> storages,
        @JsonProperty(required = true) List<String> networks,
        @JsonProperty(required = true) Map<String, String> facts,
        @JsonProperty(required = true) Map<String, String> domains,
        @JsonProperty(required = true) boolean stopping,
        @JsonProperty(required = true) Instant observedAt) {
    public NodeReport {
        storages = List.copyOf(storages);
        networks = List.copyOf(networks);
        facts = Map.copyOf(facts);
        domains = Map.copyOf(domains);
    }

    /** The same node, about to stop, as of now. */
    public NodeReport asStopping() {
        return new NodeReport(
                node, cluster, incarnation, vcpus, memoryMib, storages, networks, facts, domains, true, Instant.now());
    }
}
