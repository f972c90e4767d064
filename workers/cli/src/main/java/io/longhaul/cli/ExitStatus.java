package io.longhaul.cli;

/** Exit statuses of the client commands; scripts rely on them. */
public final class ExitStatus {
    /** Done; a job that was waited for has succeeded. */
    public static final int OK = 0;
    /** The job that was waited for ended {@code FAILED} or {@code CANCELLED}. */
    public static final int JOB_FAILED = 1;
    /** The command line or the local configuration is wrong, or no stack runs here; nothing was changed. */
    public static final int USAGE = 2;
    /** The API refused the request. */
    public static final int REFUSED = 3;
    /** The API does not answer. */
    public static final int UNREACHABLE = 4;
    /** The job that was waited for is parked and needs a decision. */
    public static final int NEEDS_ATTENTION = 5;

    /** An audit found something. A refusal has the same number, and its words on standard error. */
    public static final int AUDIT_FAILED = 3;
    /** An audit found nothing and could not look at everything, or did not end. */
    public static final int AUDIT_INCOMPLETE = 1;

    private ExitStatus() {}
}
