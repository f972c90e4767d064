package io.longhaul.workflows.template;

import io.longhaul.workflows.port.JobControl;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.JobResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes a template from an image file. */
@WorkflowInterface
public interface RegisterTemplateWorkflow extends JobControl {
    /** Runs the job. */
    @WorkflowMethod(name = "register-template")
    JobResult run(JobInput input);
}
