package io.longhaul.host;

import io.longhaul.host.fence.EpochFence;
import io.longhaul.host.guest.SeedDisk;
import io.longhaul.host.guest.SerialLogs;
import io.longhaul.host.libvirt.BlockJobs;
import io.longhaul.host.libvirt.Domains;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.plan.VolumeRef;
import java.util.Map;

/**
 * The parts of a host that its steps are made of.
 *
 * @param config what the node was told
 * @param fence epochs of VMs and volumes
 * @param domains domains of libvirt
 * @param blockJobs block jobs of running domains
 * @param storages by name
 * @param serialLogs consoles of the guests
 * @param seedDisk writes NoCloud disks
 */
public record HostParts(
        HostConfig config,
        EpochFence fence,
        Domains domains,
        BlockJobs blockJobs,
        Map<String, Storage> storages,
        SerialLogs serialLogs,
        SeedDisk seedDisk) {
    public HostParts {
        storages = Map.copyOf(storages);
    }

    /** The volume's storage; {@code WORLD_DISAGREES} when this node does not have it. */
    public Storage storage(VolumeRef volume) {
        return storage(volume.storage());
    }

    /** The storage of that name; {@code WORLD_DISAGREES} when this node does not have it. */
    public Storage storage(String name) {
        Storage storage = storages.get(name);
        if (storage == null) {
            throw LonghaulException.of(
                    FailureCode.WORLD_DISAGREES,
                    "this node has no storage '" + name + "'",
                    Map.of("node", config.node(), "storages", storages.keySet().toString()));
        }
        return storage;
    }
}
