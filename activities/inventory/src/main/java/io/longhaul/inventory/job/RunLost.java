package io.longhaul.inventory.job;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.lock.LockQueue;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.workflows.plan.Changeable;
import io.longhaul.workflows.port.Parking;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Parks jobs whose run was ended from outside. */
public final class RunLost {
    private final Database database;

    /** Jobs of that inventory. */
    public RunLost(Database database) {
        this.database = database;
    }

    /**
     * Parks the job with its locks, under a new token that fences what the lost run left; {@code retry} and {@code abort}
     * then start a successor run.
     *
     * @param runId the run that was lost
     * @param words what Temporal says of it
     * @return false when the job has ended meanwhile or another run has it
     */
    public boolean park(String jobId, String runId, String words) {
        return database.transaction(handle -> JobRows.lock(handle, jobId)
                .filter(job -> !job.state().terminal() && runId.equals(job.runId()))
                .map(job -> park(handle, job, words))
                .orElse(false));
    }

    private static boolean park(Handle handle, JobRow job, String words) {
        handle.createUpdate("update job set run_id = null where id = :id")
                .bind("id", job.id())
                .execute();
        if (!job.underParentLocks()) {
            LockQueue.renew(handle, job.id());
        }
        boolean past = Claims.pastReturn(handle, job);
        boolean undoes =
                !past && (job.cancel() != null || job.pendingAbort() != null || Claims.undoingBegan(handle, job));
        Failure failure = new Failure(
                FailureCode.RUN_LOST,
                "Run %s of the job was ended from outside: %s".formatted(job.runId(), words),
                Map.of("run", job.runId(), "temporal", words));
        String step = step(handle, job);
        Parkings.park(
                handle,
                job,
                new Parking(
                        job.parkings() + 1,
                        step,
                        failure,
                        actions(job, past, undoes),
                        undoes ? List.of() : changeable(handle, job, step)));
        return true;
    }

    private static Map<DecisionKind, String> actions(JobRow job, boolean past, boolean undoes) {
        String forward = "A successor run starts at the first unfinished step.";
        String asItStands =
                "A successor run ends the job FAILED as it stands; nothing is undone, it has passed its point of no return.";
        String undoing =
                "A successor run goes on with undoing what was done, and the job ends as it was decided before.";
        Map<DecisionKind, String> actions = new EnumMap<>(DecisionKind.class);
        if (past) {
            actions.put(DecisionKind.RETRY, job.pendingAbort() == null ? forward : asItStands);
            actions.put(DecisionKind.ABORT, asItStands);
        } else {
            actions.put(DecisionKind.RETRY, undoes ? undoing : forward);
            actions.put(DecisionKind.ABORT, "A successor run undoes what was done, and the job ends FAILED.");
        }
        return actions;
    }

    /** What the successor reads when it begins this step. */
    private static List<RetryParameter> changeable(Handle handle, JobRow job, String step) {
        Map<String, String> changed = Claims.parameters(handle, job.id());
        return job.plan().changeable().stream()
                .filter(declared -> declared.step().equals(step))
                .map(declared -> declared.parameter(
                        changed.containsKey(declared.key())
                                ? Changeable.valueOf(changed.get(declared.key()))
                                : declared.value()))
                .toList();
    }

    private static String step(Handle handle, JobRow job) {
        return handle.createQuery("""
                        select name from job_step where job_id = :id and state in ('RUNNING', 'WAITING', 'COMPENSATING', 'FAILED')
                         order by position desc limit 1
                        """)
                .bind("id", job.id())
                .mapTo(String.class)
                .findOne()
                .orElse("run");
    }
}
