package io.longhaul.schemas.job;

/** Where a job stands. The last three are for ever. */
public enum JobState {
    /** Stored with its locks; its workflow has not claimed it yet. */
    ACCEPTED,
    /** Its workflow works on it. */
    RUNNING,
    /** Parked: it keeps its locks and waits for a person. */
    NEEDS_ATTENTION,
    /** A cancel was accepted; outside work is being stopped and undone. */
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether the job has ended for ever. */
    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
