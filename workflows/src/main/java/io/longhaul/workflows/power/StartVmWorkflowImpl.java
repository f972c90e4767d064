package io.longhaul.workflows.power;

import io.longhaul.schemas.api.VmState;
import io.longhaul.workflows.plan.StartVmPlan;
import io.longhaul.workflows.port.InventoryChange.VmPower;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.QuiesceSpec;
import io.longhaul.workflows.port.VmTarget;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;

/** Ends offline work on the disks, then starts. A VM that runs already is left running, so a cancel undoes nothing. */
public final class StartVmWorkflowImpl extends JobWorkflow implements StartVmWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            StartVmPlan plan = (StartVmPlan) input.plan();
            steps.run(quiesceDisks(plan, steps));
            steps.run(startDomain(plan, steps));
            return Completion.of("vm", plan.vm().id());
        });
    }

    private static Step quiesceDisks(StartVmPlan plan, Steps steps) {
        return Step.named("quiesce-disks")
                .does(() -> new Node(plan.vm().node())
                        .control("End offline work on the disks of " + plan.vm().name())
                        .quiesceDisks(new QuiesceSpec(steps.fence(), plan.vm().id(), plan.volumes())));
    }

    private static Step startDomain(StartVmPlan plan, Steps steps) {
        return Step.named("start-domain")
                .does(() -> new Node(plan.vm().node())
                        .control("Start " + plan.vm().name())
                        .startDomain(new VmTarget(steps.fence(), plan.vm())))
                .changes(new VmPower(plan.vm().id(), VmState.RUNNING))
                .leaves("The VM may have been started; it was not stopped again.");
    }
}
