package io.longhaul.control;

import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.port.LogReads;

/** The logs of the control worker's host. */
final class LogActivities implements LogReads {
    private final JobLogReader reader;

    LogActivities(JobLogReader reader) {
        this.reader = reader;
    }

    @Override
    public JobLogs of(String jobId) {
        return reader.of(jobId);
    }
}
