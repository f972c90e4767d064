package io.longhaul.schemas.job;

/** What an operator may decide about a parked job. */
public enum DecisionKind {
    /** Run the failed step again. */
    RETRY,
    /** Go on without the failed step, where the step allows it. */
    SKIP,
    /** Undo what was done and end the job {@code FAILED}. */
    ABORT
}
