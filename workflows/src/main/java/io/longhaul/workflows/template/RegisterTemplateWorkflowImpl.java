package io.longhaul.workflows.template;

import io.longhaul.workflows.plan.RegisterTemplatePlan;
import io.longhaul.workflows.port.ImportSpec;
import io.longhaul.workflows.port.ImportedImage;
import io.longhaul.workflows.port.InventoryChange.TemplateReady;
import io.longhaul.workflows.port.InventoryChange.TemplateRemoved;
import io.longhaul.workflows.port.InventoryChange.VolumeReady;
import io.longhaul.workflows.port.InventoryChange.VolumeRemoved;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.VolumeTarget;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;
import java.util.List;
import java.util.Map;

/** Inspects and converts an image, and computes its checksum. */
public final class RegisterTemplateWorkflowImpl extends JobWorkflow implements RegisterTemplateWorkflow {
    private static final String VIRTUAL_BYTES = "virtualBytes";
    private static final String SHA256 = "sha256";

    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            RegisterTemplatePlan plan = (RegisterTemplatePlan) input.plan();
            StepResult image = steps.run(importImage(plan, steps));
            return Completion.of("template", plan.template())
                    .with(VIRTUAL_BYTES, image.values().get(VIRTUAL_BYTES))
                    .with(SHA256, image.values().get(SHA256));
        });
    }

    private static Step importImage(RegisterTemplatePlan plan, Steps steps) {
        Node node = new Node(plan.node());
        return Step.named("import-image")
                .gives(() -> result(node.work(
                        "Import " + plan.image() + " as " + plan.name(),
                        work -> work.importImage(
                                new ImportSpec(steps.fence(), plan.image(), plan.format(), plan.volume())))))
                .stoppedBy(() -> node.stopping("Stop the import of " + plan.image())
                        .stopImport(new VolumeTarget(steps.fence(), plan.volume(), null)))
                .undoneBy(
                        () -> node.control("Remove the volume of " + plan.name())
                                .removeDisk(new VolumeTarget(steps.fence(), plan.volume(), null)),
                        new VolumeRemoved(plan.volume().id()),
                        new TemplateRemoved(plan.template()))
                .changes(image -> List.of(new VolumeReady(plan.volume().id()), ready(plan, image)));
    }

    private static StepResult result(ImportedImage image) {
        return new StepResult(
                "Imported " + image.virtualBytes() + " bytes, SHA-256 " + image.sha256() + ".",
                Map.of(VIRTUAL_BYTES, Long.toString(image.virtualBytes()), SHA256, image.sha256()));
    }

    private static TemplateReady ready(RegisterTemplatePlan plan, StepResult image) {
        return new TemplateReady(
                plan.template(),
                Long.parseLong(image.values().get(VIRTUAL_BYTES)),
                image.values().get(SHA256));
    }
}
