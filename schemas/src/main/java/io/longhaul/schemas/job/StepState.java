package io.longhaul.schemas.job;

/** Where one step of a job stands. */
public enum StepState {
    PENDING,
    RUNNING,
    /** Waits for something outside the step, for instance a lock; the step's outcome says for what. */
    WAITING,
    SUCCEEDED,
    FAILED,
    /** An operator let the job go on without it. */
    SKIPPED,
    /** Being undone. */
    COMPENSATING,
    /** Undone. */
    COMPENSATED,
    /** Could not be undone; part of the residue. */
    LEFT_BEHIND
}
