package io.longhaul.control.audit;

import com.google.protobuf.ByteString;
import io.longhaul.control.RunList;
import io.longhaul.control.Runs;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The runs of workflows, as Temporal lists them. */
public final class WorkflowRuns {
    private static final int ANSWER_SECONDS = 20;
    private static final int NEWEST = 1_000;

    private final WorkflowClient client;
    private final Runs described;
    private final RunList list;

    /** Asks through that client. */
    public WorkflowRuns(WorkflowClient client) {
        this.client = client;
        this.described = new Runs(client);
        this.list = new RunList(client);
    }

    /** Those that are open, as visibility has it: it may be a moment behind. */
    List<RunList.Run> open() {
        return list.open();
    }

    /** What Temporal says of a run now. */
    Runs.Run now(String workflowId, String runId) {
        return described.of(workflowId, runId);
    }

    /** Gives the histories of the {@value #NEWEST} newest runs, in pages of bytes with the payloads as they are. */
    void histories(BiConsumer<String, byte[]> each) {
        for (RunList.Run run : list.newest(NEWEST)) {
            ByteString next = ByteString.EMPTY;
            do {
                GetWorkflowExecutionHistoryResponse page = stub().getWorkflowExecutionHistory(
                                GetWorkflowExecutionHistoryRequest.newBuilder()
                                        .setNamespace(namespace())
                                        .setExecution(WorkflowExecution.newBuilder()
                                                .setWorkflowId(run.workflowId())
                                                .setRunId(run.runId()))
                                        .setNextPageToken(next)
                                        .build());
                each.accept(run.workflowId(), page.getHistory().toByteArray());
                next = page.getNextPageToken();
            } while (!next.isEmpty());
        }
    }

    private WorkflowServiceBlockingStub stub() {
        return client.getWorkflowServiceStubs().blockingStub().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private String namespace() {
        return client.getOptions().getNamespace();
    }
}
