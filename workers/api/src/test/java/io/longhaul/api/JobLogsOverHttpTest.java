package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.stack.PostgresServer;
import io.longhaul.stack.TemporalServer;
import io.longhaul.workflows.ControlHosts;
import io.longhaul.workflows.log.JobLogsWorkflowImpl;
import io.longhaul.workflows.port.LogReads;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of a job on the API's host, on those of the control workers, and on nodes, asked by way of a real Temporal. */
class JobLogsOverHttpTest {
    private static final List<WorkerFactory> WORKERS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static TemporalServer temporal;
    private static RunningApi api;
    private static WorkflowServiceStubs stubs;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.ephemeral();
        temporal = TemporalServer.ephemeral(postgres);
        api = new RunningApi(postgres, temporal.target(), temporal.namespace(), reader("h0"));
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.target())
                .build());
        for (String host : List.of("h1", "h2")) {
            WorkerFactory control = workers(ControlHosts.identity(host));
            Worker worker = control.newWorker(TaskQueues.CONTROL);
            worker.registerWorkflowImplementationTypes(JobLogsWorkflowImpl.class);
            // Without an activity it would not poll for activities.
            worker.registerActivitiesImplementations((Step) () -> {});
            control.newWorker(TaskQueues.controlHost(host)).registerActivitiesImplementations(new Reads(reader(host)));
            control.start();
        }
        WorkerFactory nodes = workers("nodes");
        for (String node : List.of("node1", "node2")) {
            nodes.newWorker(TaskQueues.nodeControl(node))
                    .registerActivitiesImplementations(new Reads(reader(node)), (Step) () -> {});
        }
        nodes.start();
    }

    @AfterAll
    static void stop() {
        WORKERS.forEach(WorkerFactory::shutdownNow);
        api.close();
        stubs.shutdownNow();
        temporal.close();
        postgres.close();
    }

    @Test
    void linesComeFromEveryHostThatMayHaveOneAndWhoIsAwayIsNamed() throws IOException {
        String job = accepted("web-1");
        api.execute("update job set node = 'node1' where id = '" + job + "'");
        // Two runs of it were worked on by control workers that are gone, and had a step on another node than the
        // inventory's.
        workedOnBy(job, "h8");
        workedOnBy(job, "h9");
        for (String host : List.of("h0", "h1", "h2", "node1", "node2")) {
            write(host, job);
        }

        // Visibility knows of a run a moment later.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode logs = RunningApi.json(api.get("root-token", "/v1/jobs/" + job + "/logs"));

            assertThat(logs.path("lines").findValuesAsText("message"))
                    .containsExactlyInAnyOrder("on h0", "on h1", "on h2", "on node1", "on node2");
            assertThat(logs.path("unseen"))
                    .extracting(JsonNode::asText)
                    .satisfiesExactly(
                            why -> assertThat(why).startsWith("the control worker on h8 could not be asked"),
                            why -> assertThat(why).startsWith("the control worker on h9 could not be asked"));
        });
    }

    @Test
    void saysThatAJobWithoutAHistoryMayHaveBeenWorkedOnElsewhere() throws IOException {
        String job = accepted("web-2");
        write("h1", job);

        JsonNode logs = RunningApi.json(api.get("root-token", "/v1/jobs/" + job + "/logs"));

        assertThat(logs.path("lines").findValuesAsText("message")).containsExactly("on h1");
        assertThat(logs.path("unseen"))
                .singleElement()
                .satisfies(why -> assertThat(why.asText()).startsWith("Temporal has no history of " + job));
    }

    private static String accepted(String name) {
        return RunningApi.json(api.submit(
                        "alice-token", "{\"operation\":\"clone-vm\",\"name\":\"" + name + "\",\"template\":\"base\"}"))
                .path("jobId")
                .asText();
    }

    private static void workedOnBy(String job, String host) {
        WorkerFactory control = workers(ControlHosts.identity(host));
        // Not the queue "control": nobody that polls it now names this host.
        control.newWorker("elsewhere").registerWorkflowImplementationTypes(Stand.class);
        control.start();
        client("test")
                .newWorkflowStub(
                        Job.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(job)
                                .setTaskQueue("elsewhere")
                                .build())
                .run();
        control.shutdownNow();
    }

    private static WorkerFactory workers(String identity) {
        WorkerFactory factory = WorkerFactory.newInstance(client(identity));
        WORKERS.add(factory);
        return factory;
    }

    private static WorkflowClient client(String identity) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(temporal.namespace())
                        .setIdentity(identity)
                        .build());
    }

    private static JobLogReader reader(String host) throws IOException {
        return new JobLogReader(host, Files.createDirectories(folder.resolve(host)));
    }

    private static void write(String host, String job) throws IOException {
        Files.writeString(
                folder.resolve(host).resolve(job + ".log"),
                "{\"time\":\"2026-01-01T00:00:00Z\",\"level\":\"INFO\",\"message\":\"on " + host + "\",\"job_id\":\""
                        + job + "\"}\n");
    }

    private record Reads(JobLogReader reader) implements LogReads {
        @Override
        public JobLogs of(String jobId) {
            return reader.of(jobId);
        }
    }

    /** A step on a node. */
    @ActivityInterface(namePrefix = "node.")
    public interface Step {
        void work();
    }

    /** A job's workflow, as far as its history says who worked on it. */
    @WorkflowInterface
    public interface Job {
        @WorkflowMethod(name = "clone-vm")
        void run();
    }

    /** Its one step is on the second node. */
    public static final class Stand implements Job {
        @Override
        public void run() {
            Workflow.newActivityStub(
                            Step.class,
                            ActivityOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.nodeControl("node2"))
                                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                                    .build())
                    .work();
        }
    }
}
