package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.DiskPlan;
import io.longhaul.workflows.plan.NicPlan;
import io.longhaul.workflows.plan.VmRef;
import java.util.List;

/**
 * A domain to define.
 *
 * @param fence the right to act on the VM
 * @param vm the VM
 * @param vcpus number of virtual CPUs
 * @param memoryMib memory in MiB
 * @param disks in order; the first boots
 * @param nics in order; may be empty
 * @param seedStorage storage of the NoCloud disk; null: the VM has none
 */
public record DomainSpec(
        Fence fence,
        VmRef vm,
        int vcpus,
        long memoryMib,
        List<DiskPlan> disks,
        List<NicPlan> nics,
        String seedStorage) {}
