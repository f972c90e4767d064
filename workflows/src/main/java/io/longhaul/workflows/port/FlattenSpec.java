package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.VolumeRef;

/**
 * A volume to flatten.
 *
 * @param fence the right to act on the volume
 * @param vm id of the VM that has it
 * @param volume the volume
 * @param bandwidthMibps limit in MiB/s; null: no limit
 */
public record FlattenSpec(Fence fence, String vm, VolumeRef volume, Integer bandwidthMibps) {}
