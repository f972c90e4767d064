package io.longhaul.workflows.plan;

/**
 * Plan of {@code delete-template}.
 *
 * @param template the template's id
 * @param name its name
 * @param tenant whose it is
 * @param node the node that has its volume
 * @param volume its volume
 */
public record DeleteTemplatePlan(String template, String name, String tenant, String node, VolumeRef volume)
        implements JobPlan {}
