package io.longhaul.workflows.port;

import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.workflows.plan.VolumeRef;

/**
 * An image to import.
 *
 * @param fence the right to act on the volume
 * @param image name of the file in the node's image directory
 * @param format the declared format
 * @param volume the volume to make
 */
public record ImportSpec(Fence fence, String image, ImageFormat format, VolumeRef volume) {}
