package io.longhaul.workflows.port;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.Map;

/**
 * The job row in PostgreSQL, as the step runner writes it. Every call is repeatable: called twice with the same
 * arguments it has the effect of once. A call by a run that does not hold the claim fails, not retryable, with type
 * {@link #SUPERSEDED}.
 */
@ActivityInterface(namePrefix = "ledger.")
public interface JobLedger {
    /** Type of the failure of a run that does not hold the claim. */
    String SUPERSEDED = "RUN_SUPERSEDED";

    /** Claims the job row for a run, in one transaction with the state {@code RUNNING}. */
    @ActivityMethod
    Claim claim(String jobId, String runId);

    /** Records transitions of steps with their changes of the inventory and their events. */
    @ActivityMethod
    void record(String jobId, String runId, List<StepTransition> transitions);

    /** Parks the job: {@code NEEDS_ATTENTION}, an alert, locks kept. */
    @ActivityMethod
    void park(String jobId, String runId, Parking parking);

    /**
     * Records a decision about a parking and takes the job out of it; the alert is resolved.
     *
     * @return a fresh token of the job's locks
     */
    @ActivityMethod
    long decided(String jobId, String runId, DecisionKind kind, Decision decision);

    /** Records that a cancel was accepted: {@code CANCELLING}. */
    @ActivityMethod
    void cancelling(String jobId, String runId, CancelRequest cancel);

    /** Whether the job holds its locks now; takes back those that are free again. */
    @ActivityMethod
    Hold hold(String jobId, String runId);

    /** Accepts a child job that the parent waits for, and answers with its input. */
    @ActivityMethod
    JobInput acceptChild(String jobId, String runId, ChildRequest child);

    /** Asks for the cancel of the job's children that have not ended; answers with those that are still to end. */
    @ActivityMethod
    List<String> cancelChildren(String jobId, String runId);

    /** State of other jobs, by id; of a job that does not exist: absent. */
    @ActivityMethod
    Map<String, JobState> states(List<String> jobIds);

    /** How a volume stands to its template now. */
    @ActivityMethod
    Dependency dependency(String volumeId);

    /** Ends the job. */
    @ActivityMethod
    void end(String jobId, String runId, JobEnd end);
}
