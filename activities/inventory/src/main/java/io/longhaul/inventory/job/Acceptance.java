package io.longhaul.inventory.job;

import io.longhaul.schemas.api.JobAccepted;

/**
 * The answer to a submission.
 *
 * @param accepted what was accepted
 * @param replayed true when the same request was accepted before; nothing was stored this time
 */
public record Acceptance(JobAccepted accepted, boolean replayed) {}
