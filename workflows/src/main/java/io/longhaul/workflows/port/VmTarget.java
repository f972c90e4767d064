package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.VmRef;

/**
 * A VM to act on.
 *
 * @param fence the right to act on it
 * @param vm the VM
 */
public record VmTarget(Fence fence, VmRef vm) {}
