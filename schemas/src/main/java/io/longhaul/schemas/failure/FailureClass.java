package io.longhaul.schemas.failure;

/** What the step runner does with a failure. */
public enum FailureClass {
    /** Refused before anything changed: an answer to a request, never the end of a job. */
    REFUSED,
    /** Caused by the request, the image or the guest: the job is compensated and ends {@code FAILED}. */
    CALLER,
    /** Caused by infrastructure: retried by Temporal within bounds, then the job is parked. */
    TRANSIENT,
    /** The world disagrees with the inventory, or the outcome cannot be known: parked at once, with the facts. */
    DISAGREES
}
