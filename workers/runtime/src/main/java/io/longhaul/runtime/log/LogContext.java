package io.longhaul.runtime.log;

/** Names of the fields that a log line carries about the job at hand; keys of SLF4J's MDC. */
public final class LogContext {
    public static final String JOB_ID = "job_id";
    public static final String STEP = "step";
    public static final String ATTEMPT = "attempt";
    public static final String VM = "vm";
    public static final String NODE = "node";

    private LogContext() {}
}
