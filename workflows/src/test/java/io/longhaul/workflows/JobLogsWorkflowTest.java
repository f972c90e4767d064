package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.log.JobLogsWorkflow;
import io.longhaul.workflows.log.JobLogsWorkflowImpl;
import io.longhaul.workflows.port.LogReads;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobLogsWorkflowTest {
    @Test
    void mergesWhatTheHostsSayAndNamesWhoDoesNotAnswer() {
        JobLogs control = new JobLogs(List.of(line(1, "control"), line(3, "shared")), false, List.of("a log"));
        JobLogs node = new JobLogs(List.of(line(2, "node"), line(3, "shared")), false, List.of());
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
            Worker worker = environment.newWorker(TaskQueues.CONTROL);
            worker.registerWorkflowImplementationTypes(JobLogsWorkflowImpl.class);
            worker.registerActivitiesImplementations(new Reads(control));
            environment.newWorker(TaskQueues.nodeControl("n1")).registerActivitiesImplementations(new Reads(node));
            environment.start();

            JobLogs both = collect(environment, "n1");
            assertThat(both.lines()).extracting(JobLogLine::message).containsExactly("control", "node", "shared");
            assertThat(both.unseen()).containsExactly("a log");

            JobLogs away = collect(environment, "n2");
            assertThat(away.lines()).hasSize(2);
            assertThat(away.unseen()).hasSize(2).last().asString().startsWith("the node n2 could not be asked");
        }
    }

    private static JobLogs collect(TestWorkflowEnvironment environment, String node) {
        return environment
                .getWorkflowClient()
                .newWorkflowStub(
                        JobLogsWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .build())
                .collect("job_1", node);
    }

    private static JobLogLine line(int second, String message) {
        return new JobLogLine(Instant.ofEpochSecond(second), "h1", "/log", second, "INFO", message, Map.of());
    }

    private record Reads(JobLogs answer) implements LogReads {
        @Override
        public JobLogs of(String jobId) {
            return answer;
        }
    }
}
