package io.longhaul.acceptance;

import com.google.protobuf.ByteString;
import io.longhaul.stack.Stack;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.WaitPolicy;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.UUID;

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

    /** Ids of the jobs that a query of the Temporal UI finds. */
    List<String> find(String query) {
        return client.listExecutions(query)
                .map(run -> run.getExecution().getWorkflowId())
                .toList();
    }

    /** The page of a job as the memo has it, which needs no worker. */
    String memo(String job) {
        return (String) client.newUntypedWorkflowStub(job).describe().getMemo("longhaul", String.class);
    }

    /**
     * Sends an update as the Temporal UI does: JSON as it was typed, by a caller without sign-on, waiting for the outcome.
     *
     * @return what the job answers
     * @throws io.grpc.StatusRuntimeException when the server refuses it
     */
    UpdateWorkflowExecutionResponse updateAsTheUi(String job, String update, String json) {
        Payload payload = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(json))
                .build();
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .updateWorkflowExecution(UpdateWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(job))
                        .setWaitPolicy(WaitPolicy.newBuilder()
                                .setLifecycleStage(
                                        UpdateWorkflowExecutionLifecycleStage
                                                .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED))
                        .setRequest(Request.newBuilder()
                                .setMeta(Meta.newBuilder()
                                        .setUpdateId(UUID.randomUUID().toString())
                                        .setIdentity("webui"))
                                .setInput(Input.newBuilder()
                                        .setName(update)
                                        .setArgs(Payloads.newBuilder().addPayloads(payload))))
                        .build());
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
