package io.longhaul.workflows.template;

import io.longhaul.workflows.plan.DeleteTemplatePlan;
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

/** Removes a template's volume; what is gone already counts as removed. */
public final class DeleteTemplateWorkflowImpl extends JobWorkflow implements DeleteTemplateWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            DeleteTemplatePlan plan = (DeleteTemplatePlan) input.plan();
            steps.run(removeDisk(plan, steps));
            return Completion.of("template", plan.template());
        });
    }

    private static Step removeDisk(DeleteTemplatePlan plan, Steps steps) {
        InventoryChange[] gone = {new VolumeRemoved(plan.volume().id()), new TemplateRemoved(plan.template())};
        return Step.named("remove-disk")
                .pointOfNoReturn()
                .does(() -> new Node(plan.node())
                        .control("Remove the volume of " + plan.name())
                        .removeDisk(new VolumeTarget(steps.fence(), plan.volume(), null)))
                .changes(gone)
                .skippable("The file of " + plan.volume().id() + " may stay on the node, to be removed by hand.", gone);
    }
}
