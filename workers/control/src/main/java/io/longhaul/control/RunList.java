package io.longhaul.control;

import com.google.protobuf.ByteString;
import io.longhaul.workflows.step.Attributes;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lists of runs. Temporal's visibility answers them: one call for hundreds, and a moment behind. */
public final class RunList {
    private static final String STEADY = "ExecutionStatus = 'Running' and TemporalPauseInfo is null";
    private static final String OF_A_JOB = Attributes.STATE.getName() + " is not null";
    private static final int PAGE = 1_000;
    private static final int ANSWER_SECONDS = 20;

    private final WorkflowClient client;

    /** Asks through that client. */
    public RunList(WorkflowClient client) {
        this.client = client;
    }

    /** One run. */
    public record Run(String workflowId, String runId) {}

    /** Those that are open. */
    public List<Run> open() {
        return of("ExecutionStatus = 'Running'", Integer.MAX_VALUE);
    }

    /** Those that are open and of which nothing is paused. */
    List<Run> steady() {
        return of(STEADY, Integer.MAX_VALUE);
    }

    /** How many of them are of jobs. It costs less than their list, whose every line has its memo. */
    long steadyJobs() {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                .countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setQuery(STEADY + " and " + OF_A_JOB)
                        .build())
                .getCount();
    }

    /** Those of jobs that have ended otherwise than by themselves since then. */
    List<Run> ended(Instant since) {
        return of(
                "ExecutionStatus != 'Running' and ExecutionStatus != 'Completed' and " + OF_A_JOB + " and CloseTime > '"
                        + since + "'",
                Integer.MAX_VALUE);
    }

    /** The newest, open or not, a page more than so many at most. */
    public List<Run> newest(int most) {
        return of("", most);
    }

    private List<Run> of(String query, int most) {
        List<Run> runs = new ArrayList<>();
        ByteString next = ByteString.EMPTY;
        do {
            ListWorkflowExecutionsResponse page = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setPageSize(PAGE)
                            .setQuery(query)
                            .setNextPageToken(next)
                            .build());
            for (WorkflowExecutionInfo info : page.getExecutionsList()) {
                runs.add(new Run(
                        info.getExecution().getWorkflowId(), info.getExecution().getRunId()));
            }
            next = page.getNextPageToken();
        } while (!next.isEmpty() && runs.size() < most);
        return runs;
    }
}
