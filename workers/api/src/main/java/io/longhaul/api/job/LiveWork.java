package io.longhaul.api.job;

import io.longhaul.schemas.job.Progress;
import java.time.Instant;

/**
 * What Temporal knows about a running step and nobody stores.
 *
 * @param attempt attempt of its activity, from 1
 * @param progress what the activity said last; null when it has said nothing
 * @param untakenSince since when no worker of its node takes it; null when one has it, or may still take it in time
 */
record LiveWork(int attempt, Progress progress, Instant untakenSince) {}
