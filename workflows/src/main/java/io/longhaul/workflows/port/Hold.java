package io.longhaul.workflows.port;

/**
 * Whether a job holds its locks.
 *
 * @param held false while another job has taken one over
 * @param epoch token of the locks; 0 when not held
 * @param waitsFor the job that has the lock; null when held
 */
public record Hold(boolean held, long epoch, String waitsFor) {}
