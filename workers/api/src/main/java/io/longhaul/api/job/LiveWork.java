package io.longhaul.api.job;

import io.longhaul.schemas.job.Progress;

/**
 * What Temporal knows about a running step and nobody stores.
 *
 * @param attempt attempt of its activity, from 1
 * @param progress what the activity said last; null when it has said nothing
 */
record LiveWork(int attempt, Progress progress) {}
