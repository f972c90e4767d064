package io.longhaul.workflows.clone;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes a VM from a template. */
@WorkflowInterface
public interface CloneVmWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "clone-vm")
    JobResult run(JobInput input);
}
