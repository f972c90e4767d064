package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.inventory.Rows;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Parking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A job's row, without its steps.
 *
 * @param lockOwner the job under whose locks it works: itself, or its parent
 * @param runId the Temporal run that has the claim; null: none has
 * @param wantsRun whether the starter is to start a run
 * @param parking the present parking; null: it is not parked
 * @param pendingAbort an abort that was decided while no run existed; null: none
 * @param cancel the cancel that was asked for; null: none
 * @param cancelAccepted whether a run carries the cancel out
 * @param at the database's clock when it was read
 */
public record JobRow(
        String id,
        Operation operation,
        String tenant,
        String who,
        String summary,
        String parentJobId,
        String lockOwner,
        String vm,
        String volume,
        String template,
        String node,
        JobState state,
        long epoch,
        String runId,
        boolean wantsRun,
        int transitions,
        int parkings,
        Parking parking,
        Decision pendingAbort,
        CancelRequest cancel,
        boolean cancelAccepted,
        Failure failure,
        JobPlan plan,
        Instant createdAt,
        Instant startedAt,
        Instant parkedAt,
        Instant endedAt,
        long version,
        Instant at) {

    static final String SELECT = "select *, clock_timestamp() as at from job ";
    static final String RETURNING = " returning *, clock_timestamp() as at";

    static JobRow map(ResultSet rows) throws SQLException {
        return new JobRow(
                rows.getString("id"),
                Operation.valueOf(rows.getString("operation")),
                rows.getString("tenant"),
                rows.getString("who"),
                rows.getString("summary"),
                rows.getString("parent_job_id"),
                rows.getString("lock_owner"),
                rows.getString("vm"),
                rows.getString("volume"),
                rows.getString("template"),
                rows.getString("node"),
                JobState.valueOf(rows.getString("state")),
                rows.getLong("epoch"),
                rows.getString("run_id"),
                rows.getBoolean("wants_run"),
                rows.getInt("transitions"),
                rows.getInt("parkings"),
                Json.read(rows.getString("parking"), Parking.class),
                Json.read(rows.getString("pending_abort"), Decision.class),
                Json.read(rows.getString("cancel"), CancelRequest.class),
                rows.getBoolean("cancel_accepted"),
                Json.read(rows.getString("failure"), Failure.class),
                Json.read(rows.getString("plan"), JobPlan.class),
                Rows.time(rows, "created_at"),
                Rows.time(rows, "started_at"),
                Rows.time(rows, "parked_at"),
                Rows.time(rows, "ended_at"),
                rows.getLong("version"),
                Rows.time(rows, "at"));
    }

    /** Whether it works under its parent's locks. */
    public boolean underParentLocks() {
        return !lockOwner.equals(id);
    }

    /** Whether no run has ever claimed it, so that nothing was done for it outside. */
    public boolean untouched() {
        return state == JobState.ACCEPTED && startedAt == null;
    }

    /** The input of its workflow. */
    public JobInput input() {
        return new JobInput(id, tenant, summary, parentJobId, plan);
    }
}
