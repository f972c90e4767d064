package io.longhaul.api.job;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.schemas.job.Progress;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads attempt and progress of a job's running activity. No worker takes part, so it works with all of them dead. */
final class LiveReader {
    private static final Logger log = LoggerFactory.getLogger(LiveReader.class);
    private static final int DEADLINE_MILLIS = 1_000;
    /** A worker with a free slot takes an activity within milliseconds. */
    private static final Duration TAKEN_BY_NOW = Duration.ofSeconds(5);
    /** A node's activities; the others are the ledger's and no step's work. */
    private static final String NODE_PREFIX = "node.";

    private final WorkflowClient client;

    LiveReader(WorkflowClient client) {
        this.client = client;
    }

    /**
     * The work of a job's running step; an empty list when no activity runs, or no workflow has begun.
     *
     * @return empty when Temporal does not answer in time
     */
    Optional<List<LiveWork>> read(String jobId) {
        try {
            DescribeWorkflowExecutionResponse response = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(jobId))
                            .build());
            return Optional.of(response.getPendingActivitiesList().stream()
                    .filter(activity -> activity.getActivityType().getName().startsWith(NODE_PREFIX))
                    .sorted(Comparator.comparingLong(
                            activity -> activity.getScheduledTime().getSeconds()))
                    .map(activity -> new LiveWork(
                            Math.max(1, activity.getAttempt()), progress(activity), untakenSince(activity)))
                    .toList());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.of(List.of());
            }
            log.debug("Temporal does not answer about {}", jobId, e);
            return Optional.empty();
        }
    }

    private static Instant untakenSince(PendingActivityInfo activity) {
        Instant scheduled = Instant.ofEpochSecond(activity.getScheduledTime().getSeconds());
        boolean untaken = activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
                && scheduled.plus(TAKEN_BY_NOW).isBefore(Instant.now());
        return untaken ? scheduled : null;
    }

    private Progress progress(PendingActivityInfo activity) {
        Payloads details = activity.getHeartbeatDetails();
        if (details.getPayloadsCount() == 0) {
            return null;
        }
        try {
            return client.getOptions()
                    .getDataConverter()
                    .fromPayloads(0, Optional.of(details), Progress.class, Progress.class);
        } catch (DataConverterException e) {
            log.debug("a heartbeat is no progress", e);
            return null;
        }
    }
}
