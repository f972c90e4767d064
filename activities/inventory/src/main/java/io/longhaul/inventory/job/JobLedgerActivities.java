package io.longhaul.inventory.job;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Json;
import io.longhaul.inventory.alert.Alerts;
import io.longhaul.inventory.lock.Holder;
import io.longhaul.inventory.lock.LockQueue;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.api.VolumeView;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.JobLedger;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepTransition;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The ledger on PostgreSQL: each call is one transaction under the job row's lock. */
public final class JobLedgerActivities implements JobLedger {
    private final Database database;
    private final Children children;

    /** The ledger of that inventory. */
    public JobLedgerActivities(Database database) {
        this.database = database;
        this.children = new Children();
    }

    @Override
    public Claim claim(String jobId, String runId) {
        return database.transaction(handle -> Claims.claim(handle, jobId, runId));
    }

    @Override
    public void record(String jobId, String runId, List<StepTransition> transitions) {
        asRun(jobId, runId, (handle, job) -> Transitions.record(handle, job, transitions));
    }

    @Override
    public void park(String jobId, String runId, Parking parking) {
        asRun(jobId, runId, (handle, job) -> Parkings.park(handle, job, parking));
    }

    @Override
    public long decided(String jobId, String runId, DecisionKind kind, Decision decision) {
        return asRun(jobId, runId, (handle, job) -> {
            if (job.parking() == null || job.parking().number() != decision.parking()) {
                return epoch(handle, job); // said before
            }
            Decisions.decided(handle, job, kind, decision);
            return job.underParentLocks() ? epoch(handle, job) : LockQueue.renew(handle, job.id());
        });
    }

    @Override
    public void cancelling(String jobId, String runId, CancelRequest cancel) {
        asRun(jobId, runId, (handle, job) -> {
            if (!job.cancelAccepted()) {
                accepted(handle, job, cancel);
            }
            return null;
        });
    }

    private static void accepted(Handle handle, JobRow job, CancelRequest cancel) {
        if (job.cancel() == null) {
            Decisions.noteCancel(handle, job.id(), cancel);
        }
        handle.createUpdate("update job set cancel = cast(:cancel as jsonb), cancel_accepted = true where id = :id")
                .bind("id", job.id())
                .bind("cancel", Json.write(cancel))
                .execute();
        if (job.parking() != null) {
            Decisions.clearParking(handle, job.id());
            Alerts.resolve(handle, job.id(), cancel.who() + " cancelled the job");
        }
        JobRow cancelling = JobRows.state(handle, job.id(), JobState.CANCELLING);
        JobEvents.decided(handle, cancelling, Decisions.CANCEL, cancel.who(), cancel.why(), List.of());
    }

    @Override
    public Hold hold(String jobId, String runId) {
        return asRun(jobId, runId, (handle, job) -> {
            Optional<Holder> other = LockQueue.reclaim(handle, job.lockOwner());
            return other.map(holder -> new Hold(false, 0, holder.jobId()))
                    .orElseGet(() -> new Hold(true, epoch(handle, job), null));
        });
    }

    @Override
    public JobInput acceptChild(String jobId, String runId, ChildRequest child) {
        return asRun(jobId, runId, (handle, job) -> children.accept(handle, job, child));
    }

    @Override
    public List<String> cancelChildren(String jobId, String runId) {
        return asRun(jobId, runId, children::cancel);
    }

    @Override
    public Map<String, JobState> states(List<String> jobIds) {
        Map<String, JobState> states = new TreeMap<>();
        database.read(handle -> handle.createQuery("select id, state from job where id = any(:ids)")
                .bindArray("ids", String.class, jobIds)
                .map((rows, context) -> states.put(rows.getString(1), JobState.valueOf(rows.getString(2))))
                .list());
        return states;
    }

    @Override
    public Dependency dependency(String volumeId) {
        return database.read(handle -> Volumes.find(handle, volumeId))
                .map(row -> dependency(row.view()))
                .orElse(Dependency.NONE);
    }

    private static Dependency dependency(VolumeView volume) {
        return switch (volume.state()) {
            case DELETED -> Dependency.NONE;
            case CREATING, DELETING -> Dependency.CHANGING;
            case READY -> volume.independent() ? Dependency.NONE : Dependency.DEPENDS;
        };
    }

    @Override
    public void end(String jobId, String runId, JobEnd end) {
        asRun(jobId, runId, (handle, job) -> {
            if (job.state().terminal()) {
                return null; // said before
            }
            Transitions.record(handle, job, end.transitions());
            JobRow ended = Ending.end(handle, job, end);
            List<Residue> missing = children.follow(handle, ended, end.children());
            if (!missing.isEmpty()) {
                Ending.leave(
                        handle,
                        ended,
                        Stream.concat(end.residue().stream(), missing.stream()).toList());
            }
            return null;
        });
    }

    private static long epoch(Handle handle, JobRow job) {
        return JobRows.find(handle, job.lockOwner()).orElseThrow().epoch();
    }

    private <T> T asRun(String jobId, String runId, BiFunction<Handle, JobRow, T> work) {
        try {
            return database.transaction(handle -> {
                JobRow job = JobRows.lock(handle, jobId)
                        .filter(found -> runId.equals(found.runId()))
                        .orElseThrow(() -> superseded(jobId, runId));
                return work.apply(handle, job);
            });
        } catch (LonghaulException e) {
            throw refused(e.failure(), e);
        }
    }

    private static ApplicationFailure superseded(String jobId, String runId) {
        return ApplicationFailure.newNonRetryableFailure(
                "run " + runId + " does not hold the claim of job " + jobId, SUPERSEDED);
    }

    /** A refusal does not change by asking again. */
    private static ApplicationFailure refused(Failure failure, Throwable cause) {
        return ApplicationFailure.newNonRetryableFailureWithCause(
                failure.message(), failure.code().name(), cause, failure);
    }
}
