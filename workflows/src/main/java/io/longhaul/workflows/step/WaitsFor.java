package io.longhaul.workflows.step;

/** For what a running step waits that is not its own work; the search attribute {@link Attributes#WAITING} has the name. */
enum WaitsFor {
    /** A lock that another job has. */
    LOCK,
    /** The end of other jobs. */
    JOB
}
