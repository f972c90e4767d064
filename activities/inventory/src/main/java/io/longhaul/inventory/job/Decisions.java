package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.inventory.alert.Alerts;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Decisions about parked jobs. The caller has the job's row locked. */
final class Decisions {
    /** A cancel, among the decisions that events name. */
    static final String CANCEL = "cancel";

    private Decisions() {}

    /** Whether this was decided about that parking before: said again, it gets the same answer. */
    static boolean made(Handle handle, JobRow job, DecisionKind kind, int parking) {
        return handle.createQuery("select exists (select 1 from job_decision"
                        + " where job_id = :job and parking = :parking and action = :action)")
                .bind("job", job.id())
                .bind("parking", parking)
                .bind("action", kind.name())
                .mapTo(Boolean.class)
                .one();
    }

    /** Fails when the job is not parked, is at another parking, or does not allow it. */
    static void require(JobRow job, DecisionKind kind, Decision decision) {
        if (job.parking() == null) {
            throw LonghaulException.of(
                    FailureCode.ACTION_NOT_ALLOWED, "Job " + job.id() + " is " + job.state() + "; it is not parked.");
        }
        if (job.parking().number() != decision.parking()) {
            throw LonghaulException.of(
                    FailureCode.PARKING_MISMATCH,
                    "Job %s is at parking %d; the decision is for %d."
                            .formatted(job.id(), job.parking().number(), decision.parking()));
        }
        if (!job.parking().actions().containsKey(kind)) {
            throw LonghaulException.of(
                    FailureCode.ACTION_NOT_ALLOWED,
                    "This parking allows " + job.parking().actions().keySet() + ".");
        }
    }

    /** Carries a decision out for a job that has no run: a successor is started. */
    static void withoutRun(Handle handle, JobRow job, DecisionKind kind, Decision decision) {
        if (kind == DecisionKind.ABORT) {
            handle.createUpdate("update job set pending_abort = cast(:abort as jsonb) where id = :id")
                    .bind("id", job.id())
                    .bind("abort", Json.write(decision))
                    .execute();
        }
        startSuccessor(handle, job);
        decided(handle, job, kind, decision);
    }

    /** Records a decision and takes the job out of its parking. */
    static void decided(Handle handle, JobRow job, DecisionKind kind, Decision decision) {
        note(handle, job.id(), kind.name(), decision.parking(), decision.who(), decision.why());
        String word = kind.name().toLowerCase(Locale.ROOT);
        leaveParking(handle, job, word, decision.who(), decision.why());
    }

    /** The starter is to start a run of a job that has none. */
    static void startSuccessor(Handle handle, JobRow job) {
        handle.createUpdate("update job set wants_run = true, run_wanted_at = clock_timestamp() where id = :id")
                .bind("id", job.id())
                .execute();
    }

    /** Takes the job out of its parking, as somebody decided. */
    static void leaveParking(Handle handle, JobRow job, String decision, String who, String why) {
        clearParking(handle, job.id());
        JobState next = job.cancelAccepted() ? JobState.CANCELLING : JobState.RUNNING;
        JobEvents.decided(handle, JobRows.state(handle, job.id(), next), decision, who, why);
        Alerts.resolve(handle, job.id(), who + " decided " + decision);
    }

    static void clearParking(Handle handle, String jobId) {
        handle.createUpdate("update job set parking = null, parked_at = null where id = :id")
                .bind("id", jobId)
                .execute();
    }

    /** Who did what and why, for the record. */
    static void note(Handle handle, String jobId, String action, Integer parking, String who, String why) {
        handle.createUpdate("""
                        insert into job_decision (job_id, action, parking, who, why)
                        values (:job, :action, :parking, :who, :why)
                        """)
                .bind("job", jobId)
                .bind("action", action)
                .bind("parking", parking)
                .bind("who", who)
                .bind("why", why)
                .execute();
    }
}
