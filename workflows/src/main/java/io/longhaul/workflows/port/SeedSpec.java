package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.SeedPlan;
import io.longhaul.workflows.plan.VmRef;

/**
 * A NoCloud disk to write.
 *
 * @param fence the right to act on the VM
 * @param vm the VM
 * @param storage storage to put it in
 * @param seed what it says
 */
public record SeedSpec(Fence fence, VmRef vm, String storage, SeedPlan seed) {}
