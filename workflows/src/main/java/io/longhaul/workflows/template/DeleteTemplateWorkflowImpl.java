package io.longhaul.workflows.template;

import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.InventoryChange.TemplateRemoved;
import io.longhaul.workflows.port.InventoryChange.VolumeRemoved;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.VolumeTarget;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;

/**
 * Flattens what depends on a template and removes its volume; what is gone already counts as removed. The job has the
 * template's children for itself, so nothing new comes to depend on it.
 */
public final class DeleteTemplateWorkflowImpl extends JobWorkflow implements DeleteTemplateWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            DeleteTemplatePlan plan = (DeleteTemplatePlan) input.plan();
            plan.flattens().forEach(volume -> steps.run(flatten(volume, steps)));
            steps.run(removeDisk(plan, steps));
            return Completion.of("template", plan.template());
        });
    }

    private static Step flatten(String volume, Steps steps) {
        String name = "flatten-" + volume;
        return Step.named(name)
                .does(() -> steps.children()
                        .untilIndependent(
                                name, volume, key -> new ChildRequest(key, new FlattenVolume(volume, null), false)))
                .undoneBy(() -> steps.children().endAll());
    }

    private static Step removeDisk(DeleteTemplatePlan plan, Steps steps) {
        InventoryChange[] gone = {new VolumeRemoved(plan.volume().id()), new TemplateRemoved(plan.template())};
        return Step.named("remove-disk")
                .does(() -> new Node(plan.node())
                        .control("Remove the volume of " + plan.name())
                        .removeDisk(new VolumeTarget(steps.fence(), plan.volume(), null)))
                .changes(gone)
                .skippable("The file of " + plan.volume().id() + " may stay on the node, to be removed by hand.", gone);
    }
}
