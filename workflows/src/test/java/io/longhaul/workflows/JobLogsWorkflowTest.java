package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.log.JobLogsWorkflow;
import io.longhaul.workflows.log.JobLogsWorkflowImpl;
import io.longhaul.workflows.log.LogPlaces;
import io.longhaul.workflows.port.LogReads;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobLogsWorkflowTest {
    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

    @BeforeEach
    void start() {
        Worker worker = environment.newWorker(TaskQueues.CONTROL);
        worker.registerWorkflowImplementationTypes(JobLogsWorkflowImpl.class);
        worker.registerActivitiesImplementations(reads("a log", line(1, "any"), line(9, "shared")));
        reading(TaskQueues.controlHost("h1"), reads("a log", line(2, "h1"), line(9, "shared")));
        reading(TaskQueues.controlHost("h2"), reads("a log", line(3, "h2")));
        reading(TaskQueues.nodeControl("n1"), reads("a log", line(4, "n1"), line(9, "shared")));
        reading(TaskQueues.nodeControl("n2"), reads("a log", line(5, "n2")));
        environment.start();
    }

    @AfterEach
    void stop() {
        environment.close();
    }

    @Test
    void mergesWhatAllHostsSayAndNamesEachThatDoesNotAnswer() {
        JobLogs logs = collect("job_1", "n1", new LogPlaces(List.of("h1", "gone", "h2"), List.of("n1", "n2", "n3")));

        assertThat(logs.lines()).extracting(JobLogLine::message).containsExactly("h1", "h2", "n1", "n2", "shared");
        assertThat(logs.unseen()).hasSize(3);
        assertThat(logs.unseen().get(0)).isEqualTo("a log");
        assertThat(logs.unseen().get(1)).startsWith("the control worker on gone could not be asked");
        assertThat(logs.unseen().get(2)).startsWith("the node n3 could not be asked");
    }

    @Test
    void answersAnApiOfAnEarlierBuild() {
        JobLogs logs = collect("job_1", "n1");
        assertThat(logs.lines()).extracting(JobLogLine::message).containsExactly("any", "n1", "shared");

        JobLogs away = collect("job_1", "n3");
        assertThat(away.lines()).extracting(JobLogLine::message).containsExactly("any", "shared");
        assertThat(away.unseen()).hasSize(2).last().asString().startsWith("the node n3 could not be asked");

        assertThat(collect("job_1", null).unseen()).containsExactly("a log");
    }

    private void reading(String queue, Reads reads) {
        environment.newWorker(queue).registerActivitiesImplementations(reads);
    }

    private JobLogs collect(Object... arguments) {
        WorkflowStub stub = environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                        JobLogsWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .build());
        stub.start(arguments);
        return stub.getResult(JobLogs.class);
    }

    private static Reads reads(String unseen, JobLogLine... lines) {
        return new Reads(new JobLogs(List.of(lines), false, List.of(unseen)));
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
