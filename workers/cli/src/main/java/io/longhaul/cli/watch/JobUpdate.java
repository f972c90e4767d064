package io.longhaul.cli.watch;

import io.longhaul.schemas.api.JobView;

/**
 * One state of a job that is followed.
 *
 * @param job the job
 * @param json the same exactly as it came
 */
public record JobUpdate(JobView job, String json) {}
