package io.longhaul.workflows.flatten;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes a volume independent of its template. */
@WorkflowInterface
public interface FlattenVolumeWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "flatten-volume")
    JobResult run(JobInput input);
}
