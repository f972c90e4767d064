package io.longhaul.inventory.placement;

import java.util.Set;

/**
 * What a VM needs of a node.
 *
 * @param cluster the cluster
 * @param node the one node that is allowed; null: any
 * @param homes nodes that have the volumes to clone; more than one: no node has them all
 * @param storages storages that its disks go to
 * @param networks networks of its interfaces
 * @param vcpus number of virtual CPUs
 * @param memoryMib memory in MiB
 */
public record PlacementRequest(
        String cluster,
        String node,
        Set<String> homes,
        Set<String> storages,
        Set<String> networks,
        int vcpus,
        long memoryMib) {
    public PlacementRequest {
        homes = Set.copyOf(homes);
        storages = Set.copyOf(storages);
        networks = Set.copyOf(networks);
    }
}
