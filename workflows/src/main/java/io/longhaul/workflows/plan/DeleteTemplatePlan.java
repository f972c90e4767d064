package io.longhaul.workflows.plan;

import java.util.List;

/**
 * Plan of {@code delete-template}.
 *
 * @param template the template's id
 * @param name its name
 * @param tenant whose it is
 * @param node the node that has its volume
 * @param volume its volume
 * @param flattens volumes that depend on it and are made independent first; none in plans of earlier builds
 */
public record DeleteTemplatePlan(
        String template, String name, String tenant, String node, VolumeRef volume, List<String> flattens)
        implements JobPlan {
    public DeleteTemplatePlan {
        flattens = flattens == null ? List.of() : List.copyOf(flattens);
    }

    @Override
    public String noReturn() {
        return "remove-disk";
    }
}
