package io.longhaul.inventory.job;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.job.Acceptor.Accepted;
import io.longhaul.inventory.job.Acceptor.Origin;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.JobState;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What callers do with jobs: submit, cancel, decide. Each is one transaction; every refusal is a {@link LonghaulException}. */
public final class JobService {
    private final Database database;
    private final Acceptor acceptor;

    /** Jobs of that inventory. */
    public JobService(Database database, JobServiceConfig config) {
        this.database = database;
        this.acceptor = new Acceptor(config);
    }

    /**
     * Accepts a job, or answers as before when the key was used with the same body.
     *
     * @param idempotencyKey null: none
     * @param bodyHash a hash of the request's body as it was sent
     */
    public Acceptance accept(Principal caller, String idempotencyKey, JobRequest request, String bodyHash) {
        return database.transaction(handle -> {
            String keyScope = caller.tenant() == null ? "" : caller.tenant();
            if (idempotencyKey == null) {
                return new Acceptance(store(handle, caller, request), false);
            }
            Optional<JobAccepted> before = Idempotency.reserve(handle, keyScope, idempotencyKey, bodyHash);
            if (before.isPresent()) {
                return new Acceptance(before.get(), true);
            }
            JobAccepted answer = store(handle, caller, request);
            Idempotency.answered(handle, keyScope, idempotencyKey, answer);
            return new Acceptance(answer, false);
        });
    }

    private JobAccepted store(Handle handle, Principal caller, JobRequest request) {
        Accepted accepted = acceptor.accept(handle, Origin.submitted(caller), request);
        JobRow job = accepted.job();
        return new JobAccepted(
                job.id(),
                job.operation(),
                job.state(),
                accepted.draft().creates(),
                caller.operator() ? job.node() : null);
    }

    /**
     * Asks for a cancel. A job that no run has claimed ends {@code CANCELLED} at once; otherwise the wish is stored, and
     * the caller sends it to the workflow as an update (the reconciler does when the caller cannot).
     *
     * @param why the reason; null: none given
     */
    public CancelAnswer cancel(Principal caller, String jobId, String why) {
        return database.transaction(handle -> {
            JobRow job = visible(handle, caller, jobId);
            if (job.state() == JobState.CANCELLED) {
                return new CancelAnswer(JobState.CANCELLED, null);
            }
            requireOpen(job);
            if (job.runId() == null && Claims.pastReturn(handle, job)) {
                throw LonghaulException.of(
                        FailureCode.POINT_OF_NO_RETURN,
                        "The job has passed its point of no return; it can only go forward.");
            }
            CancelRequest cancel = new CancelRequest(caller.who(), why == null ? "" : why);
            if (Cancellation.request(handle, job, cancel)) {
                return new CancelAnswer(JobState.CANCELLED, null);
            }
            CancelRequest stored = job.cancel() == null ? cancel : job.cancel();
            return new CancelAnswer(job.state(), job.runId() == null ? null : stored);
        });
    }

    /**
     * The state after asking for a cancel.
     *
     * @param state where the job stands
     * @param deliver what to send to the job's workflow as the update {@code cancel}; null: nothing is to be sent
     */
    public record CancelAnswer(JobState state, CancelRequest deliver) {}

    /** Takes a cancel back that the workflow refused, for instance past the point of no return. */
    public void cancelRefused(String jobId) {
        database.transaction(handle -> handle.createUpdate(
                        "update job set cancel = null where id = :id and not cancel_accepted and ended_at is null")
                .bind("id", jobId)
                .execute());
    }

    /**
     * Decides about a parked job. Where its run is lost the decision is carried out here, by having a successor run
     * started; otherwise the caller sends it to the workflow as an update.
     *
     * @return what to send; empty: it has been carried out, now or when it was made before
     */
    public Optional<Decision> decide(Principal caller, String jobId, DecisionKind kind, DecisionRequest request) {
        return database.transaction(handle -> {
            JobRow job = visible(handle, caller, jobId);
            if (!caller.operator()) {
                throw LonghaulException.of(FailureCode.FORBIDDEN, "Operators decide about parked jobs.");
            }
            Decision decision = new Decision(request.parking(), caller.who(), request.reason(), request.parameters());
            if (Decisions.made(handle, job, kind, decision)) {
                return Optional.empty();
            }
            requireOpen(job);
            Decisions.require(job, kind, decision);
            if (job.runId() != null) {
                return Optional.of(decision);
            }
            Decisions.withoutRun(handle, job, kind, decision);
            return Optional.empty();
        });
    }

    private static JobRow visible(Handle handle, Principal caller, String jobId) {
        return JobRows.lock(handle, jobId)
                .filter(job -> caller.sees(job.tenant()))
                .orElseThrow(() -> LonghaulException.of(FailureCode.NOT_FOUND, "There is no job '" + jobId + "'."));
    }

    private static void requireOpen(JobRow job) {
        if (job.state().terminal()) {
            throw LonghaulException.of(FailureCode.JOB_ENDED, "Job " + job.id() + " has ended " + job.state() + ".");
        }
    }
}
