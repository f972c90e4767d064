package io.longhaul.workflows.port;

import io.longhaul.schemas.api.JobLogs;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Reads logs on the host of the worker that answers: on the queue of a control worker's host, on {@code control} while the
 * hosts are not known, and on a node's for short calls.
 */
@ActivityInterface(namePrefix = "logs.")
public interface LogReads {
    /** What the host's logs say of a job. */
    @ActivityMethod
    JobLogs of(String jobId);
}
