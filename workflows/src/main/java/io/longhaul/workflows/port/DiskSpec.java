package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.DiskPlan;

/**
 * An overlay to make.
 *
 * @param fence the right to act on the volume
 * @param disk what to make
 */
public record DiskSpec(Fence fence, DiskPlan disk) {}
