package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.VolumeRef;

/**
 * A volume to act on.
 *
 * @param fence the right to act on it
 * @param volume the volume
 * @param vm id of the VM that has it; null for a template's
 */
public record VolumeTarget(Fence fence, VolumeRef volume, String vm) {}
