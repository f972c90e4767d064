package io.longhaul.workflows.port;

import io.longhaul.schemas.job.JobRequest;

/**
 * A child job to accept.
 *
 * @param key unique in the parent; accepting twice gives the same child
 * @param request what the child does
 * @param underParentLocks true: it works under the parent's locks while the parent waits; false: it takes those of its own
 *     that the parent does not have
 */
public record ChildRequest(String key, JobRequest request, boolean underParentLocks) {}
