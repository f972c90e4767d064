package io.longhaul.workflows.delete;

import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;

/** Waits for the end of flattens, ends the domain, removes it and its disks. What is gone already counts as removed. */
public final class DeleteVmWorkflowImpl extends JobWorkflow implements DeleteVmWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            DeleteVmPlan plan = (DeleteVmPlan) input.plan();
            DeleteSteps delete = new DeleteSteps(plan, steps);
            if (!plan.flattens().isEmpty()) {
                steps.run(delete.awaitFlattens());
                steps.run(delete.quiesceDisks());
            }
            steps.run(delete.destroyDomain());
            steps.run(delete.undefineDomain());
            for (int disk = 0; disk < plan.volumes().size(); disk++) {
                steps.run(delete.removeDisk(disk));
            }
            return Completion.of("vm", plan.vm().id());
        });
    }
}
