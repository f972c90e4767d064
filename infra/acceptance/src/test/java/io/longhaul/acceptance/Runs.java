package io.longhaul.acceptance;

import io.longhaul.stack.Stack;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** The jobs' workflow runs, as someone with access to Temporal sees and ends them. */
final class Runs {
    private final WorkflowClient client;

    Runs(Stack stack) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.temporal())
                .build());
        client = WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder().setNamespace("longhaul").build());
    }

    void terminate(String job) {
        client.newUntypedWorkflowStub(job).terminate("a test");
    }

    /** The history as text, payloads included. */
    String history(String job) {
        return client.fetchHistory(job).getHistory().toString();
    }

    /** How many calls to nodes the run has made, answered or not; repetitions of one call count once. */
    long callsMade(String job) {
        return count(job, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
    }

    /** How many of them a node has answered with success. */
    long callsAnswered(String job) {
        return count(job, EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED);
    }

    private long count(String job, EventType type) {
        return client.fetchHistory(job).getEvents().stream()
                .filter(event -> event.getEventType() == type)
                .count();
    }
}
