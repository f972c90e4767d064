package io.longhaul.workflows.plan;

import io.longhaul.schemas.job.ImageFormat;

/**
 * Plan of {@code register-template}.
 *
 * @param template the template's id
 * @param name its name
 * @param tenant whose it is
 * @param node the node that has the image file
 * @param image name of the file in the node's image directory
 * @param format the declared format
 * @param volume the volume to make
 */
public record RegisterTemplatePlan(
        String template, String name, String tenant, String node, String image, ImageFormat format, VolumeRef volume)
        implements JobPlan {}
