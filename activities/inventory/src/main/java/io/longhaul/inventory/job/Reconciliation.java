package io.longhaul.inventory.job;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.longhaul.workflows.port.JobInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the control side compares with Temporal: runs to start, runs that should exist, cancels to deliver. */
public final class Reconciliation {
    private static final int BATCH = 500;

    private final Database database;

    /** Of that inventory. */
    public Reconciliation(Database database) {
        this.database = database;
    }

    /**
     * A job whose run is to be started: its workflow type is the operation's wire name.
     *
     * @param operation what it does
     * @param input the workflow's input
     */
    public record ToStart(Operation operation, JobInput input) {}

    /**
     * A job that has not ended and that a run has claimed.
     *
     * @param runId the run
     * @param startedAt when the first run claimed it
     */
    public record OpenJob(String jobId, Operation operation, JobState state, String runId, Instant startedAt) {}

    /**
     * A cancel to send as the update {@code cancel}.
     *
     * @param runId the run that has the job
     */
    public record UndeliveredCancel(String jobId, String runId, CancelRequest cancel) {}

    /** The job, if a run of it is to be started now. */
    public Optional<ToStart> toStart(String jobId) {
        return database.read(handle -> JobRows.find(handle, jobId))
                .filter(job -> job.wantsRun() && !job.state().terminal())
                .map(Reconciliation::toStart);
    }

    /** Jobs whose run should have been started so long ago and has not claimed them, oldest first. */
    public List<ToStart> jobsToStart(Duration olderThan) {
        return database.read(handle -> handle.createQuery(JobRow.SELECT
                        + "where ended_at is null and wants_run and run_wanted_at <= now() - make_interval(secs => :age)"
                        + " order by run_wanted_at limit :limit")
                .bind("age", olderThan.toMillis() / 1000.0)
                .bind("limit", BATCH)
                .map((rows, context) -> toStart(JobRow.map(rows)))
                .list());
    }

    /** Jobs that runs have claimed, oldest first. */
    public List<OpenJob> openJobs() {
        return database.read(handle -> handle.createQuery(
                        JobRow.SELECT + "where ended_at is null and run_id is not null order by created_at")
                .map((rows, context) -> JobRow.map(rows))
                .map(job -> new OpenJob(job.id(), job.operation(), job.state(), job.runId(), job.startedAt()))
                .list());
    }

    /** Cancels that were asked for and that no run carries out yet. */
    public List<UndeliveredCancel> cancelRequestedNotDelivered() {
        return database.read(handle -> handle.createQuery(JobRow.SELECT
                        + "where ended_at is null and cancel is not null and not cancel_accepted and run_id is not null"
                        + " order by created_at limit :limit")
                .bind("limit", BATCH)
                .map((rows, context) -> JobRow.map(rows))
                .map(job -> new UndeliveredCancel(job.id(), job.runId(), job.cancel()))
                .list());
    }

    /** Removes idempotency keys older than seven days; how many. */
    public int expireKeys() {
        return database.transaction(Idempotency::expire);
    }

    private static ToStart toStart(JobRow job) {
        return new ToStart(job.operation(), job.input());
    }
}
