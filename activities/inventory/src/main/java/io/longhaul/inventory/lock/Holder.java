package io.longhaul.inventory.lock;

import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import java.time.Instant;

/**
 * A job that holds a lock that another one needs.
 *
 * @param resource what is locked
 * @param facet what of it
 * @param jobId the holder
 * @param operation what the holder does
 * @param state where the holder stands
 * @param since when the lock was granted
 */
public record Holder(String resource, Facet facet, String jobId, Operation operation, JobState state, Instant since) {}
