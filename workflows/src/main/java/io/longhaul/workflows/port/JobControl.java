package io.longhaul.workflows.port;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What every job's workflow accepts from outside, whatever its operation; the step runner implements it once. */
public interface JobControl {
    /** Runs the failed step again, where wanted with other parameters. Refused when the parking's number is not the present one. Answers with what happens next. */
    @UpdateMethod(
            description = "Run the failed step of a parked job again: {parking, who, why, parameters}."
                    + " The last is optional and names new values, for instance {\"bandwidthMibps\": \"50\"}.")
    String retry(Decision decision);

    /** Refuses a retry that cannot be accepted. */
    @UpdateValidatorMethod(updateName = "retry")
    void validateRetry(Decision decision);

    /** Goes on without the failed step, where the step allows it. */
    @UpdateMethod(description = "Go on without the failed step, where the step allows it: {parking, who, why}.")
    String skip(Decision decision);

    /** Refuses a skip that cannot be accepted. */
    @UpdateValidatorMethod(updateName = "skip")
    void validateSkip(Decision decision);

    /** Undoes what was done and ends the job {@code FAILED}. */
    @UpdateMethod(description = "Undo what a parked job did and end it FAILED: {parking, who, why}.")
    String abort(Decision decision);

    /** Refuses an abort that cannot be accepted. */
    @UpdateValidatorMethod(updateName = "abort")
    void validateAbort(Decision decision);

    /** Stops outside work, undoes what can be undone and ends the job {@code CANCELLED}. Asked twice, it is one cancel. */
    @UpdateMethod(description = "Stop the job, undo what can be undone and end it CANCELLED: {who, why}.")
    String cancel(CancelRequest cancel);

    /** Refuses a cancel past the point of no return. */
    @UpdateValidatorMethod(updateName = "cancel")
    void validateCancel(CancelRequest cancel);

    /** Something that the job waits for may have come: a lock handed back, another job's end. It looks again. */
    @SignalMethod(description = "Look again for what the job waits for.")
    void wake();
}
