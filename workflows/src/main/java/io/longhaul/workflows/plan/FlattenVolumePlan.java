package io.longhaul.workflows.plan;

import java.util.List;

/**
 * Plan of {@code flatten-volume}.
 *
 * @param vm the VM that has the volume
 * @param volume the volume
 * @param template the template that it depends on
 * @param capacityBytes guest-visible size in bytes
 * @param bandwidthMibps limit in MiB/s; null: no limit
 */
public record FlattenVolumePlan(VmRef vm, VolumeRef volume, String template, long capacityBytes, Integer bandwidthMibps)
        implements JobPlan {
    @Override
    public List<Changeable> changeable() {
        return List.of(new Changeable(
                "flatten",
                "bandwidthMibps",
                1,
                1_048_576,
                true,
                "limit in MiB/s, held while the VM runs and not while it is off",
                bandwidthMibps));
    }
}
