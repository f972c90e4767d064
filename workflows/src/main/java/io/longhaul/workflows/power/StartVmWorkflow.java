package io.longhaul.workflows.power;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Starts a VM. */
@WorkflowInterface
public interface StartVmWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "start-vm")
    JobResult run(JobInput input);
}
