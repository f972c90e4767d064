package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.inventory.lock.Estimate;
import io.longhaul.inventory.lock.LockQueue;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** A run's claim of a job. INVARIANT: at most one run has it; only a loss of that run from outside takes it away. */
final class Claims {
    /** A job that is seconds late is no reason to look. */
    private static final Duration LEAST_TIME = Duration.ofMinutes(1);

    private Claims() {}

    static Claim claim(Handle handle, String jobId, String runId) {
        Optional<JobRow> found = JobRows.lock(handle, jobId);
        if (found.isEmpty()) {
            return refused("there is no job " + jobId);
        }
        JobRow job = found.get();
        if (job.state().terminal()) {
            return refused("the job has ended " + job.state());
        }
        if (runId.equals(job.runId())) {
            return granted(handle, job);
        }
        if (job.runId() != null) {
            return refused("run " + job.runId() + " has the claim");
        }
        if (job.parking() != null) {
            return refused("the job is parked and waits for a decision");
        }
        return granted(handle, take(handle, job, runId));
    }

    private static JobRow take(Handle handle, JobRow job, String runId) {
        boolean successor = job.startedAt() != null;
        if (successor && !job.underParentLocks()) {
            LockQueue.renew(handle, job.id());
        }
        handle.createUpdate("""
                        update job set run_id = :run, wants_run = false, started_at = coalesce(started_at, clock_timestamp())
                         where id = :id
                        """).bind("id", job.id()).bind("run", runId).execute();
        JobState state = job.cancelAccepted() ? JobState.CANCELLING : JobState.RUNNING;
        if (successor) {
            return JobRows.find(handle, job.id()).orElseThrow(); // its state was said with the decision
        }
        JobRow running = JobRows.state(handle, job.id(), state);
        JobEvents.state(handle, running, null);
        return running;
    }

    private static Claim granted(Handle handle, JobRow job) {
        long epoch = job.underParentLocks()
                ? JobRows.find(handle, job.lockOwner()).orElseThrow().epoch()
                : job.epoch();
        return new Claim(
                true,
                null,
                epoch,
                job.parkings(),
                job.transitions(),
                finished(handle, job.id()),
                job.cancel(),
                job.pendingAbort() == null ? goOnUndoing(handle, job) : job.pendingAbort(),
                Estimate.latestEnd(handle, job.id(), LEAST_TIME)
                        .map(Instant::toEpochMilli)
                        .orElse(null),
                parameters(handle, job.id()),
                pastReturn(handle, job));
    }

    /** Whether the step from which on the job only goes forward has begun. */
    static boolean pastReturn(Handle handle, JobRow job) {
        return job.plan().noReturn() != null
                && handle.createQuery(
                                "select exists (select 1 from job_step where job_id = :id and name = :step and state <> 'PENDING')")
                        .bind("id", job.id())
                        .bind("step", job.plan().noReturn())
                        .mapTo(Boolean.class)
                        .one();
    }

    /** What retries have changed, by {@code step.name}. */
    static Map<String, String> parameters(Handle handle, String jobId) {
        Map<String, String> changed = new TreeMap<>();
        handle.createQuery("select key, value from job, jsonb_each_text(parameters) where id = :id")
                .bind("id", jobId)
                .map((rows, context) -> changed.put(rows.getString(1), rows.getString(2)))
                .list();
        return changed;
    }

    /**
     * An abort, when the run before had begun to undo the job; otherwise null. A successor that went forward from there
     * would make again what the inventory knows as deleted.
     */
    private static Decision goOnUndoing(Handle handle, JobRow job) {
        return undoingBegan(handle, job)
                ? new Decision(job.parkings(), "longhaul", "the run before had begun to undo the job")
                : null;
    }

    static boolean undoingBegan(Handle handle, JobRow job) {
        return handle.createQuery("""
                        select exists (select 1 from job_step
                                        where job_id = :id and state in ('COMPENSATING', 'COMPENSATED', 'LEFT_BEHIND'))
                        """).bind("id", job.id()).mapTo(Boolean.class).one();
    }

    private static Claim refused(String why) {
        return new Claim(false, why, 0, 0, 0, Map.of(), null, null, null, Map.of(), false);
    }

    private static Map<String, StepResult> finished(Handle handle, String jobId) {
        Map<String, StepResult> finished = new TreeMap<>();
        handle.createQuery(
                        "select name, outcome, result from job_step where job_id = :id and state in ('SUCCEEDED', 'SKIPPED')")
                .bind("id", jobId)
                .map((rows, context) -> {
                    StepResult result = Json.read(rows.getString("result"), StepResult.class);
                    return finished.put(
                            rows.getString("name"), result == null ? StepResult.of(rows.getString("outcome")) : result);
                })
                .list();
        return finished;
    }
}
