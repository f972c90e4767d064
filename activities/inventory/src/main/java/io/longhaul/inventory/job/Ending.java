package io.longhaul.inventory.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.longhaul.inventory.Json;
import io.longhaul.inventory.alert.Alerts;
import io.longhaul.inventory.lock.LockQueue;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.workflows.port.JobEnd;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The end of a job in the caller's transaction: its objects settled, its state, its one terminal event, its locks freed. */
final class Ending {
    private Ending() {}

    /** Ends an open job whose row is locked. Children are accepted by the caller, afterwards. */
    static JobRow end(Handle handle, JobRow job, JobEnd end) {
        return end(handle, job, end, null);
    }

    /** Ends, likewise, a job that was cancelled before its start: this is the event that says who cancelled it and why. */
    static void cancelled(Handle handle, JobRow job, CancelRequest cancel) {
        String message = "Cancelled by " + cancel.who() + " before it started";
        end(handle, job, Cancellation.neverStarted(JobState.CANCELLED, message), cancel);
    }

    private static JobRow end(Handle handle, JobRow job, JobEnd end, CancelRequest cancel) {
        for (JobRow child : JobRows.lockOpenChildren(handle, job.id())) {
            // Nobody else starts it, and its locks end now. One that a run works on ends by that run.
            if (child.runId() == null) {
                end(handle, child, Cancellation.neverStarted(JobState.CANCELLED, "Job " + job.id() + " has ended"));
            }
        }
        Settlement.settle(handle, job, end.state());
        JobRow ended = store(handle, job, end);
        JobEvents.ended(handle, ended, end.failure(), end.result(), cancel);
        Alerts.resolve(handle, job.id(), "the job ended " + end.state());
        LockQueue.release(handle, job.id());
        return ended;
    }

    /** Says, still in the transaction of the end, what the job leaves behind. */
    static void leave(Handle handle, JobRow job, List<Residue> residue) {
        handle.createUpdate("update job set residue = cast(:residue as jsonb) where id = :id")
                .bind("id", job.id())
                .bind("residue", Json.write(residue, new TypeReference<List<Residue>>() {}))
                .execute();
    }

    private static JobRow store(Handle handle, JobRow job, JobEnd end) {
        boolean succeeded = end.state() == JobState.SUCCEEDED;
        return handle.createQuery("""
                        update job set state = :state, version = version + 1, ended_at = clock_timestamp(),
                               wants_run = false, parking = null, parked_at = null,
                               result = cast(:result as jsonb), failure = cast(:failure as jsonb),
                               residue = cast(:residue as jsonb)
                         where id = :id
                        """ + JobRow.RETURNING)
                .bind("id", job.id())
                .bind("state", end.state())
                .bind("result", succeeded ? Json.write(end.result() == null ? Map.of() : end.result()) : null)
                .bind("failure", Json.write(end.failure()))
                .bind("residue", Json.write(end.residue(), new TypeReference<List<Residue>>() {}))
                .map((rows, context) -> JobRow.map(rows))
                .one();
    }
}
