package io.longhaul.workflows.power;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Stops a VM. */
@WorkflowInterface
public interface StopVmWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "stop-vm")
    JobResult run(JobInput input);
}
