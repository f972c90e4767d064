package io.longhaul.workflows.port;

/**
 * The right to act on a host for a job. A node refuses an effect whose epoch is lower than the highest that it has
 * seen for the resource.
 *
 * @param jobId the job
 * @param epoch token of its locks; grows with every grant
 */
public record Fence(String jobId, long epoch) {}
