package io.longhaul.workflows.flatten;

import io.longhaul.workflows.plan.FlattenVolumePlan;
import io.longhaul.workflows.port.InventoryChange.VolumeIndependent;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.VolumeTarget;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Setting;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;

/**
 * One step that may take days and stands in nobody's way: a job that needs the volume takes its lock over, and the flatten
 * goes on when the lock is free again. Cancelled at any moment it leaves a valid overlay, so there is nothing to undo.
 */
public final class FlattenVolumeWorkflowImpl extends JobWorkflow implements FlattenVolumeWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            FlattenVolumePlan plan = (FlattenVolumePlan) input.plan();
            steps.run(flatten(plan, steps));
            return Completion.of("volume", plan.volume().id());
        });
    }

    private static Step flatten(FlattenVolumePlan plan, Steps steps) {
        String volume = plan.volume().id();
        Node node = new Node(plan.vm().node());
        Setting bandwidth = steps.setting(PatientFlatten.STEP, "bandwidthMibps");
        return Step.named(PatientFlatten.STEP)
                .does(() -> new PatientFlatten(plan, steps, node, bandwidth).untilIndependent())
                .stoppedBy(() -> node.stopping("Stop the flatten of " + volume)
                        .stopFlatten(new VolumeTarget(
                                steps.fence(), plan.volume(), plan.vm().id())))
                .retriedWith(bandwidth)
                .changes(new VolumeIndependent(volume))
                .leaves("The volume still depends on its template; it is valid and can be flattened again.");
    }
}
