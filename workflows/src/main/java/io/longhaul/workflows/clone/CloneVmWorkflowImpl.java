package io.longhaul.workflows.clone;

import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.DiskPlan;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;

/** Overlay clones of the disks, define, start, wait for the sign of readiness; the flattens come before or behind. */
public final class CloneVmWorkflowImpl extends JobWorkflow implements CloneVmWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            CloneVmPlan plan = (CloneVmPlan) input.plan();
            CloneSteps clone = new CloneSteps(plan, steps);
            Readiness.Kind readiness = plan.readiness().kind();

            for (DiskPlan disk : plan.disks()) {
                steps.run(clone.cloneDisk(disk));
            }
            if (plan.seed() != null) {
                steps.run(clone.writeSeed());
            }
            steps.run(clone.defineDomain());
            if (plan.flatten() == FlattenPolicy.BEFORE_START) {
                for (DiskPlan disk : plan.disks()) {
                    steps.run(clone.flattenDisk(disk));
                }
            }
            if (readiness != Readiness.Kind.DEFINED) {
                steps.run(clone.startDomain());
            }
            if (readiness == Readiness.Kind.SERIAL || readiness == Readiness.Kind.AGENT) {
                steps.run(clone.awaitReady());
            }
            return clone.completion();
        });
    }
}
