package io.longhaul.workflows.plan;

import java.util.List;

/**
 * Plan of {@code start-vm}.
 *
 * @param vm the VM
 * @param volumes its volumes; offline work on them is stopped before the start
 */
public record StartVmPlan(VmRef vm, List<VolumeRef> volumes) implements JobPlan {
    public StartVmPlan {
        volumes = List.copyOf(volumes);
    }
}
