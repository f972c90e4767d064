package io.longhaul.workflows.delete;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Deletes a VM with its disks. */
@WorkflowInterface
public interface DeleteVmWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "delete-vm")
    JobResult run(JobInput input);
}
