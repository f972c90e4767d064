package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.VolumeRef;
import java.util.List;

/**
 * Volumes on which offline work must end before the VM starts.
 *
 * @param fence the right to act on them, newer than that of the work
 * @param vm id of the VM
 * @param volumes the volumes
 */
public record QuiesceSpec(Fence fence, String vm, List<VolumeRef> volumes) {}
