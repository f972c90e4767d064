package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.inventory.alert.Alerts;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.ParameterChange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Decisions about parked jobs. The caller has the job's row locked. */
final class Decisions {
    /** A cancel, among the decisions that events name. */
    static final String CANCEL = "cancel";

    private Decisions() {}

    /** Whether this was decided about that parking before: said again, it gets the same answer. */
    static boolean made(Handle handle, JobRow job, DecisionKind kind, Decision decision) {
        return handle.createQuery("select parameters from job_decision"
                        + " where job_id = :job and parking = :parking and action = :action")
                .bind("job", job.id())
                .bind("parking", decision.parking())
                .bind("action", kind.name())
                .mapTo(String.class)
                .findOne()
                .map(changes -> Stream.of(Json.read(changes, ParameterChange[].class))
                        .collect(Collectors.toMap(ParameterChange::name, ParameterChange::to)))
                .map(decision::saysAgain)
                .orElse(false);
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
        ParameterChange.of(kind, decision, job.parking().parameters()); // refuses what is not allowed
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
        List<ParameterChange> changes =
                ParameterChange.accepted(decision, job.parking().parameters());
        note(handle, job.id(), kind.name(), decision.parking(), decision.who(), decision.why(), changes);
        keep(handle, job, changes);
        String word = kind.name().toLowerCase(Locale.ROOT);
        leaveParking(handle, job, word, decision, changes);
    }

    /** Keeps what was changed for a later run of the job. */
    private static void keep(Handle handle, JobRow job, List<ParameterChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<String, String> changed = new TreeMap<>();
        changes.forEach(change -> changed.put(job.parking().step() + "." + change.name(), change.to()));
        handle.createUpdate("update job set parameters = parameters || cast(:changed as jsonb) where id = :id")
                .bind("id", job.id())
                .bind("changed", Json.write(changed))
                .execute();
    }

    /** The starter is to start a run of a job that has none. */
    static void startSuccessor(Handle handle, JobRow job) {
        handle.createUpdate("update job set wants_run = true, run_wanted_at = clock_timestamp() where id = :id")
                .bind("id", job.id())
                .execute();
    }

    /** Takes the job out of its parking, as somebody cancelled it. */
    static void leaveParking(Handle handle, JobRow job, CancelRequest cancel) {
        leaveParking(handle, job, CANCEL, new Decision(job.parking().number(), cancel.who(), cancel.why()), List.of());
    }

    private static void leaveParking(
            Handle handle, JobRow job, String word, Decision decision, List<ParameterChange> changes) {
        clearParking(handle, job.id());
        JobState next = job.cancelAccepted() ? JobState.CANCELLING : JobState.RUNNING;
        JobEvents.decided(handle, JobRows.state(handle, job.id(), next), word, decision.who(), decision.why(), changes);
        Alerts.resolve(handle, job.id(), decision.who() + " decided " + word);
    }

    static void clearParking(Handle handle, String jobId) {
        handle.createUpdate("update job set parking = null, parked_at = null where id = :id")
                .bind("id", jobId)
                .execute();
    }

    /** Who cancelled and why, for the record. */
    static void noteCancel(Handle handle, String jobId, CancelRequest cancel) {
        note(handle, jobId, "CANCEL", null, cancel.who(), cancel.why(), List.of());
    }

    private static void note(
            Handle handle,
            String jobId,
            String action,
            Integer parking,
            String who,
            String why,
            List<ParameterChange> changes) {
        handle.createUpdate("""
                        insert into job_decision (job_id, action, parking, who, why, parameters)
                        values (:job, :action, :parking, :who, :why, cast(:parameters as jsonb))
                        """)
                .bind("job", jobId)
                .bind("action", action)
                .bind("parking", parking)
                .bind("who", who)
                .bind("why", why)
                .bind("parameters", Json.write(changes))
                .execute();
    }
}
