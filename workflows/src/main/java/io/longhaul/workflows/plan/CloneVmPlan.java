package io.longhaul.workflows.plan;

import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.Readiness;
import java.util.List;

/**
 * Plan of {@code clone-vm}.
 *
 * @param vm the VM to make, placed
 * @param vcpus number of virtual CPUs
 * @param memoryMib memory in MiB
 * @param disks at least one; the first boots
 * @param nics in order; may be empty
 * @param seed the NoCloud disk; null: none
 * @param readiness when the VM counts as ready
 * @param flatten when the disks are made independent
 * @param flattenBandwidthMibps MiB/s per disk; null: no limit
 */
public record CloneVmPlan(
        VmRef vm,
        int vcpus,
        long memoryMib,
        List<DiskPlan> disks,
        List<NicPlan> nics,
        SeedPlan seed,
        Readiness readiness,
        FlattenPolicy flatten,
        Integer flattenBandwidthMibps)
        implements JobPlan {
    public CloneVmPlan {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }

    @Override
    public List<Changeable> changeable() {
        return List.of(new Changeable(
                "await-ready",
                "timeoutSeconds",
                1,
                7200,
                false,
                "how long to wait for the sign of readiness, in seconds from the retry on",
                readiness.timeoutSeconds()));
    }
}
