package io.longhaul.workflows.log;

import io.longhaul.schemas.api.JobLogs;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Collects what the logs say of a job. */
@WorkflowInterface
public interface JobLogsWorkflow {
    /** The workflow's type, and what its ids begin with. */
    String TYPE = "job-logs";

    /**
     * Asks the control side and the job's node.
     *
     * @param node null: the job has none
     */
    @WorkflowMethod(name = TYPE)
    JobLogs collect(String jobId, String node);
}
