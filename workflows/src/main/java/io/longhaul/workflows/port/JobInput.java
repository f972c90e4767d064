package io.longhaul.workflows.port;

import io.longhaul.workflows.plan.JobPlan;

/**
 * Input of every job's workflow.
 *
 * @param jobId the job's id, also the workflow's
 * @param tenant whose it is
 * @param summary one line for people, at most 200 bytes
 * @param parentJobId the job behind which it runs; null for a root
 * @param plan what accept decided
 */
public record JobInput(String jobId, String tenant, String summary, String parentJobId, JobPlan plan) {}
