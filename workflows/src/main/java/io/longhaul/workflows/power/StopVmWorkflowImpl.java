package io.longhaul.workflows.power;

import io.longhaul.workflows.plan.StopVmPlan;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.JobWorkflow;

/** Asks the guest, waits for it, and ends the domain when it has not stopped in time. */
public final class StopVmWorkflowImpl extends JobWorkflow implements StopVmWorkflow {
    @Override
    public JobResult run(JobInput input) {
        return job(input, steps -> {
            StopVmPlan plan = (StopVmPlan) input.plan();
            StopSteps stop = new StopSteps(plan, steps);
            boolean off = false;
            if (plan.graceSeconds() > 0) {
                steps.run(stop.requestShutdown());
                off = StopSteps.isOff(steps.run(stop.awaitShutdown()));
            }
            if (!off) {
                steps.run(stop.destroyDomain());
            }
            return Completion.of("vm", plan.vm().id()).with("stopped", off ? "by the guest" : "by force");
        });
    }
}
