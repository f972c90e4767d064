package io.longhaul.node;

import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.port.LogReads;

/** The logs of this node's host. */
final class NodeLogActivities implements LogReads {
    private final JobLogReader reader;

    NodeLogActivities(JobLogReader reader) {
        this.reader = reader;
    }

    @Override
    public JobLogs of(String jobId) {
        return reader.of(jobId);
    }
}
