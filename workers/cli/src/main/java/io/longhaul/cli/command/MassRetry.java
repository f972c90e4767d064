package io.longhaul.cli.command;

import io.longhaul.cli.ExitStatus;
import io.longhaul.cli.command.ParkedJobs.Parked;
import io.longhaul.cli.command.RetryReport.Outcome;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Json;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.cli.http.UnreachableException;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.failure.FailureCode;
import java.util.List;
import java.util.Set;

/** Retries jobs one after the other, at a pace. Each decision names the parking at which the job was found. */
final class MassRetry {
    /** After so many in a row without an answer the others are not asked. */
    private static final int SILENT = 3;

    private static final int UNAVAILABLE = 503;

    /** The job is no longer at that parking. */
    private static final Set<String> DECIDED = Set.of(
            FailureCode.PARKING_MISMATCH.name(), FailureCode.JOB_ENDED.name(), FailureCode.ACTION_NOT_ALLOWED.name());

    private final ApiClient api;
    private final Pace pace;
    private final RetryReport report;
    private int silent;

    MassRetry(ApiClient api, Pace pace, RetryReport report) {
        this.api = api;
        this.pace = pace;
        this.report = report;
    }

    /** Says what would be done; the exit status. */
    int dry(List<Parked> jobs) {
        for (Parked job : jobs) {
            if (!settled(job)) {
                report.add(job, Outcome.WOULD_RETRY, null);
            }
        }
        return end();
    }

    /** Does it; the exit status. */
    int all(List<Parked> jobs, String reason) {
        for (Parked job : jobs) {
            if (settled(job)) {
                continue;
            }
            if (silent >= SILENT) {
                report.add(job, Outcome.NOT_ASKED, null);
            } else {
                pace.await();
                retry(job, reason);
            }
        }
        return end();
    }

    /** Whether there is nothing to ask about it. */
    private boolean settled(Parked job) {
        if (job.parking() == null) {
            report.add(job, Outcome.NOT_NEEDED, "it is not parked");
        } else if (!job.retryable()) {
            report.add(job, Outcome.REFUSED, "this parking allows no retry");
        }
        return job.parking() == null || !job.retryable();
    }

    private void retry(Parked job, String reason) {
        try {
            api.post(
                    "/v1/jobs/" + ClientCommand.segment(job.job()) + "/retry",
                    Json.write(new DecisionRequest(job.parking(), reason)));
            silent = 0;
            report.add(job, Outcome.RETRIED, null);
        } catch (RefusedException e) {
            if (e.status() == UNAVAILABLE) {
                silent++;
                report.add(job, Outcome.UNANSWERED, detail(e));
            } else {
                silent = 0;
                String code = e.problem().path("code").asText();
                report.add(job, DECIDED.contains(code) ? Outcome.NOT_NEEDED : Outcome.REFUSED, detail(e));
            }
        } catch (UnreachableException e) {
            silent++;
            report.add(job, Outcome.UNANSWERED, e.getMessage());
        }
    }

    private static String detail(RefusedException refused) {
        return refused.problem().path("detail").asText(refused.getMessage());
    }

    private int end() {
        report.end();
        if (report.count(Outcome.UNANSWERED, Outcome.NOT_ASKED) > 0) {
            return ExitStatus.UNREACHABLE;
        }
        return report.count(Outcome.REFUSED) > 0 ? ExitStatus.REFUSED : ExitStatus.OK;
    }
}
