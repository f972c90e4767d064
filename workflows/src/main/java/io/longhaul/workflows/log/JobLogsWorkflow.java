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
     * Asks the control workers' hosts and the nodes.
     *
     * @param node what an API of an earlier build knows: the job's node; null: it has none
     * @param places null: an API of an earlier build asks
     */
    @WorkflowMethod(name = TYPE)
    JobLogs collect(String jobId, String node, LogPlaces places);
}
