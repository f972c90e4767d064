package io.longhaul.api.job;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.ControlHosts;
import io.longhaul.workflows.log.LogPlaces;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whose logs may name a job: the control workers that there are now, and the workers and nodes that the histories of the job's
 * runs name, there or not.
 *
 * @param places who is asked
 * @param unseen what is not known
 */
record JobPlaces(LogPlaces places, JobLogs unseen) {
    private static final int ANSWER_SECONDS = 5;
    private static final int ATTEMPTS = 10;
    private static final long PAUSE_MILLISECONDS = 200;

    /**
     * Asks Temporal.
     *
     * @param node the job's in the inventory; null: it has none
     * @throws StatusRuntimeException while Temporal does not answer
     */
    static JobPlaces of(WorkflowClient client, String jobId, String node) {
        ControlHosts.Polling polling = new ControlHosts(client).polling();
        SortedSet<String> hosts = new TreeSet<>(polling.hosts());
        SortedSet<String> nodes = new TreeSet<>();
        if (node != null) {
            nodes.add(node);
        }
        List<String> unseen = new ArrayList<>(polling.nameless() ? List.of(ControlHosts.Polling.NAMELESS) : List.of());
        Status.Code read = read(client, jobId, hosts, nodes);
        if (read != Status.Code.OK) {
            unseen.add((read == Status.Code.NOT_FOUND
                            ? "Temporal has no history of " + jobId
                            : "the history of " + jobId + " could not be read (" + read + ")")
                    + ": a host that worked on it and has no control worker now was not asked");
        }
        return new JobPlaces(
                new LogPlaces(List.copyOf(hosts), List.copyOf(nodes)), new JobLogs(List.of(), false, unseen));
    }

    /** Adds who is named in the histories; asks again when Temporal is not to be had for a moment, as while one of its parts moves. */
    private static Status.Code read(WorkflowClient client, String jobId, Set<String> hosts, Set<String> nodes) {
        for (int attempt = 1; ; attempt++) {
            try {
                for (String run : runs(client, jobId)) {
                    history(client, jobId, run, hosts, nodes);
                }
                return Status.Code.OK;
            } catch (StatusRuntimeException e) {
                Status.Code code = e.getStatus().getCode();
                if (code != Status.Code.UNAVAILABLE || attempt == ATTEMPTS) {
                    return code;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLISECONDS));
            }
        }
    }

    /** All runs of the job; the newest, by an empty id, while visibility has none. */
    private static List<String> runs(WorkflowClient client, String jobId) {
        List<String> runs = client
                .getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setQuery("WorkflowId = '" + jobId + "'")
                        .build())
                .getExecutionsList()
                .stream()
                .map(run -> run.getExecution().getRunId())
                .toList();
        return runs.isEmpty() ? List.of("") : runs;
    }

    private static void history(WorkflowClient client, String jobId, String run, Set<String> hosts, Set<String> nodes) {
        ByteString next = ByteString.EMPTY;
        do {
            GetWorkflowExecutionHistoryResponse page = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder()
                                    .setWorkflowId(jobId)
                                    .setRunId(run))
                            .setNextPageToken(next)
                            .build());
            for (HistoryEvent event : page.getHistory().getEventsList()) {
                ControlHosts.named(identity(event)).ifPresent(hosts::add);
                TaskQueues.node(event.getActivityTaskScheduledEventAttributes()
                                .getTaskQueue()
                                .getName())
                        .ifPresent(nodes::add);
            }
            next = page.getNextPageToken();
        } while (!next.isEmpty());
    }

    /** Who started the run, or worked on it; empty in an event that says neither. */
    private static String identity(HistoryEvent event) {
        // Attributes of another kind of event are empty.
        return event.getWorkflowExecutionStartedEventAttributes().getIdentity()
                + event.getWorkflowTaskStartedEventAttributes().getIdentity()
                + event.getActivityTaskStartedEventAttributes().getIdentity()
                + event.getWorkflowExecutionSignaledEventAttributes().getIdentity();
    }
}
