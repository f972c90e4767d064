package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.ControlHosts;
import io.longhaul.workflows.audit.AuditReport;
import io.longhaul.workflows.audit.AuditWorkflow;
import io.longhaul.workflows.log.JobLogsWorkflow;
import io.longhaul.workflows.log.LogPlaces;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts have a control worker, a third had one: logs and the search for secrets come from all, or name it. */
final class EveryHostTest extends RunningControl {
    @TempDir
    private static Path folder;

    private static Lifecycle first;
    private static Lifecycle second;

    @BeforeAll
    static void startOthers() throws Exception {
        first = onHost("h1");
        second = onHost("h2");
        dies("h3");
        await().atMost(PATIENCE).until(() -> hosts().containsAll(List.of("h1", "h2", "h3")));
    }

    @AfterAll
    static void stopOthers() throws InterruptedException {
        assertThat(List.of(first.stop(), second.stop())).containsOnly(true);
    }

    @Test
    void theLinesOfAJobComeFromEachHostAndTheDeadOneIsNamed() throws IOException {
        write("h1", "control.log", line(1, "begun on h1"));
        write("h2", "control.log", line(2, "ended on h2"));

        WorkflowStub question = workflow(JobLogsWorkflow.TYPE, "job-logs-1");
        question.start("job_1", null, new LogPlaces(List.copyOf(hosts()), List.of()));
        JobLogs logs = question.getResult(JobLogs.class);

        assertThat(logs.lines()).extracting(JobLogLine::message).containsExactly("begun on h1", "ended on h2");
        assertThat(logs.lines()).extracting(JobLogLine::host).containsExactly("h1", "h2");
        assertThat(logs.unseen()).anyMatch(why -> why.startsWith("the control worker on h3 could not be asked"));
        assertThat(logs.unseen()).noneMatch(why -> why.contains("h1") || why.contains("h2"));
    }

    @Test
    void theAuditSearchesEachHostAndTheDeadOneIsNamed() throws IOException {
        for (String host : List.of("h1", "h2")) {
            Files.move(folder.resolve(host), folder.resolve(host + ".away"));
        }
        try {
            WorkflowStub audit = workflow(AuditWorkflow.TYPE, AuditWorkflow.ID);
            audit.start();
            AuditCheck secrets = audit.getResult(AuditReport.class).checks().stream()
                    .filter(check -> check.invariant() == Invariant.NO_SECRETS)
                    .findFirst()
                    .orElseThrow();

            assertThat(secrets.findings()).isEmpty();
            assertThat(secrets.unseen())
                    .anyMatch(why -> why.contains("/h1 on h1 cannot be listed"))
                    .anyMatch(why -> why.contains("/h2 on h2 cannot be listed"))
                    .anyMatch(why -> why.startsWith("the control worker on h3 could not be asked"));
        } finally {
            for (String host : List.of("h1", "h2")) {
                Files.move(folder.resolve(host + ".away"), folder.resolve(host));
            }
        }
    }

    private static SortedSet<String> hosts() {
        return new ControlHosts(client.client()).polling().hosts();
    }

    private static Lifecycle onHost(String host) throws Exception {
        return another(Map.of(
                CommonParameters.HOST_NAME,
                host,
                CommonParameters.AUDIT_LOGS_DIRECTORY,
                Files.createDirectories(folder.resolve(host)).toString()));
    }

    /** A worker polls as a control worker of that host, and then no more. */
    private static void dies(String host) {
        WorkflowServiceStubs connection = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal().target())
                .build());
        WorkflowClient its = WorkflowClient.newInstance(
                connection,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(client.client().getOptions().getNamespace())
                        .setIdentity(ControlHosts.identity(host))
                        .build());
        WorkerFactory factory = WorkerFactory.newInstance(its);
        factory.newWorker(TaskQueues.CONTROL).registerActivitiesImplementations((Idle) () -> {});
        factory.start();
        await().atMost(PATIENCE).until(() -> hosts().contains(host));
        // It cannot say that it ends.
        connection.shutdownNow();
        factory.shutdownNow();
    }

    private static WorkflowStub workflow(String type, String id) {
        return client.client()
                .newUntypedWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(TaskQueues.CONTROL)
                                .build());
    }

    /** A worker that has no activity polls for none. */
    @ActivityInterface
    public interface Idle {
        void idle();
    }

    private static String line(int second, String message) {
        return "{\"time\":\"2026-01-01T00:00:0" + second + "Z\",\"level\":\"INFO\",\"message\":\"" + message
                + "\",\"job_id\":\"job_1\"}\n";
    }

    private static void write(String host, String log, String text) throws IOException {
        Files.writeString(folder.resolve(host).resolve(log), text);
    }
}
