package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.JobEnd;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Cancels from outside. They contend with a run's claim for the job's row, which the caller has locked. */
final class Cancellation {
    private Cancellation() {}

    /** Ends a job that no run ever claimed (true), or stores the wish for its run (false). Asked twice, it is one cancel. */
    static boolean request(Handle handle, JobRow job, CancelRequest cancel) {
        if (job.cancel() == null) {
            Decisions.noteCancel(handle, job.id(), cancel);
            handle.createUpdate("update job set cancel = cast(:cancel as jsonb) where id = :id")
                    .bind("id", job.id())
                    .bind("cancel", Json.write(cancel))
                    .execute();
        }
        if (!job.untouched()) {
            if (job.runId() == null && job.parking() != null) {
                Decisions.startSuccessor(handle, job);
                Decisions.leaveParking(handle, job, cancel);
            }
            return false;
        }
        Ending.cancelled(handle, job, cancel);
        return true;
    }

    /** The end of a job for which nothing was done outside. */
    static JobEnd neverStarted(JobState state, String message) {
        return new JobEnd(state, Map.of(), Failure.of(FailureCode.ABORTED, message), List.of(), List.of(), List.of());
    }
}
