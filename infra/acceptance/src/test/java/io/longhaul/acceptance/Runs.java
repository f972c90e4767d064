package io.longhaul.acceptance;

import io.longhaul.stack.Stack;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** The jobs' workflow runs, as someone with access to Temporal sees and ends them. */
final class Runs implements AutoCloseable {
    private final WorkflowServiceStubs service;
    private final WorkflowClient client;

    Runs(Stack stack) {
        service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
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

    @Override
    public void close() {
        service.shutdownNow();
    }
}
