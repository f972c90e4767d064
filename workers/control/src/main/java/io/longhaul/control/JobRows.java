package io.longhaul.control;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.workflows.port.JobInput;
import java.util.List;
import java.util.Optional;

/** What starting and reconciling need of the job rows. */
public interface JobRows {
    /** Jobs that want a run: accepted ones, and those whose lost run is to have a successor. Oldest first. */
    List<JobInput> wanted(int limit);

    /** The job, if it wants a run. */
    Optional<JobInput> wanted(String jobId);

    /** Jobs that are not ended and were claimed by a run, but those that are parked because their run was lost. */
    List<ClaimedJob> claimed();

    /**
     * Parks a job because its run was lost: fenced, with an alert, its locks kept. Nothing happens if the job has ended
     * or has another run by now.
     *
     * @param words what Temporal says of the run
     * @return whether it was parked
     */
    boolean parkRunLost(ClaimedJob job, String words);

    /** Cancels that were asked for and not yet accepted by the run of the job. */
    List<PendingCancel> cancels();

    /** The job's cancel, if its run has not accepted it yet. */
    Optional<PendingCancel> cancel(String jobId);

    /**
     * A job and the run that has its claim.
     *
     * @param jobId the job
     * @param runId the run
     */
    record ClaimedJob(String jobId, String runId) {}

    /**
     * A cancel that a run must hear of.
     *
     * @param jobId the job
     * @param cancel who and why
     */
    record PendingCancel(String jobId, CancelRequest cancel) {}
}
