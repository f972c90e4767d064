package io.longhaul.workflows.template;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Deletes a template; clones that depend on it are flattened first. */
@WorkflowInterface
public interface DeleteTemplateWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "delete-template")
    JobResult run(JobInput input);
}
