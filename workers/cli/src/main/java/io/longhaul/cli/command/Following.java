package io.longhaul.cli.command;

import io.longhaul.cli.ExitStatus;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.output.JobText;
import io.longhaul.cli.watch.JobDisplay;
import io.longhaul.cli.watch.JobStream;
import io.longhaul.schemas.api.JobView;
import java.io.PrintWriter;
import java.time.Duration;

/** Follows a job and says how it ended. */
final class Following {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ApiClient api;
    private final PrintWriter out;
    private final boolean json;

    Following(ApiClient api, PrintWriter out, boolean json) {
        this.api = api;
        this.out = out;
        this.json = json;
    }

    /** Follows; returns the exit status. */
    int follow(String jobId, JobDisplay display) {
        JobView last;
        try (display) {
            last = new JobStream(api, PATIENCE, PAUSE).follow(ClientCommand.segment(jobId), display);
        }
        if (!json) {
            out.println(last.id() + "  " + last.state());
            JobText.ending(last).forEach(out::println);
            out.flush();
        }
        return status(last);
    }

    private static int status(JobView job) {
        return switch (job.state()) {
            case SUCCEEDED -> ExitStatus.OK;
            case FAILED, CANCELLED -> ExitStatus.JOB_FAILED;
            case NEEDS_ATTENTION -> ExitStatus.NEEDS_ATTENTION;
            case ACCEPTED, RUNNING, CANCELLING -> throw new IllegalStateException("not settled: " + job.state());
        };
    }
}
