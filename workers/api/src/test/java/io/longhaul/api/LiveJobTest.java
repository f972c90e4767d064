package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.Progress;
import io.longhaul.stack.PostgresServer;
import io.longhaul.stack.TemporalServer;
import io.longhaul.workflows.port.JobControl;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Progress, decisions and cancels through a real Temporal, with a workflow that stands in for a job's. */
class LiveJobTest {
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private static PostgresServer postgres;
    private static TemporalServer temporal;
    private static RunningApi api;
    private static WorkflowServiceStubs stubs;
    private static WorkflowClient client;
    private static WorkerFactory workers;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.ephemeral();
        temporal = TemporalServer.ephemeral(postgres);
        api = new RunningApi(postgres, temporal.target(), temporal.namespace());
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.target())
                .build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(temporal.namespace())
                        .build());
        workers = WorkerFactory.newInstance(client);
        var worker = workers.newWorker("test");
        worker.registerWorkflowImplementationTypes(StandIn.class);
        worker.registerActivitiesImplementations(new Pulling());
        // Without an activity it does not ask for activities: nobody takes those of its workflows.
        workers.newWorker("deserted").registerWorkflowImplementationTypes(StandIn.class);
        workers.start();
    }

    @AfterAll
    static void stop() {
        workers.shutdownNow();
        api.close();
        stubs.shutdownNow();
        temporal.close();
        postgres.close();
    }

    @Test
    void showsTheProgressThatTheActivitySaidLast() {
        String id = running("web-1");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode job = RunningApi.json(api.get("alice-token", "/v1/jobs/" + id));
            assertThat(job.has("asOf")).isTrue();
            JsonNode step = job.path("steps").path(0);
            assertThat(step.path("attempt").asInt()).isEqualTo(1);
            assertThat(step.path("outcome").asText()).isEmpty();
            assertThat(step.path("progress").path("phase").asText()).isEqualTo("block pull");
            assertThat(step.path("progress").path("bytesTotal").asLong()).isEqualTo(4096);
        });
    }

    @Test
    void saysSinceWhenNoWorkerOfTheNodeTakesTheStep() {
        String id = running("web-5", "deserted");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode step = RunningApi.json(api.get("alice-token", "/v1/jobs/" + id))
                    .path("steps")
                    .path(0);
            assertThat(step.path("state").asText()).isEqualTo("RUNNING");
            assertThat(step.path("outcome").asText()).startsWith("Waits for the node, which has not taken it since 20");
        });
    }

    @Test
    void bringsADecisionToTheWorkflowOnce() {
        String id = running("web-2");
        api.execute("""
                update job set state = 'NEEDS_ATTENTION', parked_at = now(), parkings = 1, parking =
                '{"number":1,"step":"pull","failure":{"code":"STORAGE_FULL","message":"full","facts":{}},
                  "actions":{"RETRY":"again","ABORT":"undo"}}' where id = '%s'
                """.formatted(id));
        String body = "{\"parking\":1,\"reason\":\"there is space\"}";

        HttpResponse<String> first = api.post("root-token", "/v1/jobs/" + id + "/retry", body);
        HttpResponse<String> again = api.post("root-token", "/v1/jobs/" + id + "/retry", body);
        HttpResponse<String> refused = api.post("root-token", "/v1/jobs/" + id + "/abort", body);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(HEARD).filteredOn(said -> said.startsWith(id)).containsExactly(id + " retry 1 there is space");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(RunningApi.json(refused).path("code").asText()).isEqualTo("ACTION_NOT_ALLOWED");
        assertThat(RunningApi.json(refused).path("detail").asText()).isEqualTo("decided already");
    }

    @Test
    void bringsChangedParametersToTheWorkflowWhenTheParkingAllowsThem() {
        String id = running("web-6");
        api.execute("""
                update job set state = 'NEEDS_ATTENTION', parked_at = now(), parkings = 1, parking =
                '{"number":1,"step":"pull","failure":{"code":"STORAGE_FULL","message":"full","facts":{}},
                  "actions":{"RETRY":"again"}, "parameters": [{"name":"bandwidthMibps","value":"none","minimum":1,
                  "maximum":9,"none":true,"meaning":"limit"}]}' where id = '%s'
                """.formatted(id));
        String path = "/v1/jobs/" + id + "/retry";
        String body = "{\"parking\":1,\"reason\":\"slow\",\"parameters\":{\"bandwidthMibps\":\"5\"}}";
        assertThat(RunningApi.json(api.get("root-token", "/v1/jobs/" + id))
                        .at("/parking/parameters/0/value")
                        .asText())
                .isEqualTo("none");

        HttpResponse<String> unknown = api.post("root-token", path, body.replace("bandwidthMibps", "node"));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(RunningApi.json(unknown).path("pointer").asText()).isEqualTo("/parameters/node");
        HttpResponse<String> bad = api.post("root-token", path, body.replace("\"5\"", "\"10\""));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(RunningApi.json(bad).path("pointer").asText()).isEqualTo("/parameters/bandwidthMibps");
        assertThat(HEARD).noneMatch(said -> said.startsWith(id));

        assertThat(api.post("root-token", path, body).statusCode()).isEqualTo(202);
        assertThat(api.post("root-token", path, body).statusCode()).isEqualTo(202);
        assertThat(HEARD)
                .filteredOn(said -> said.startsWith(id))
                .containsExactly(id + " retry 1 slow {bandwidthMibps=5}");
    }

    @Test
    void bringsACancelToTheWorkflowAndAnswersItsRefusal() {
        String id = running("web-3");

        HttpResponse<String> cancelled =
                api.post("alice-token", "/v1/jobs/" + id + "/cancel", "{\"reason\":\"not wanted\"}");

        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(202);
        assertThat(HEARD).contains(id + " cancel not wanted");

        String further = running("web-4");
        HttpResponse<String> refused =
                api.post("alice-token", "/v1/jobs/" + further + "/cancel", "{\"reason\":\"too late\"}");
        assertThat(RunningApi.json(refused).path("code").asText())
                .as(refused.body())
                .isEqualTo("POINT_OF_NO_RETURN");
        assertThat(RunningApi.json(api.get("alice-token", "/v1/jobs/" + further))
                        .path("cancelRequested")
                        .asBoolean())
                .isFalse();
    }

    private static String running(String name) {
        return running(name, "test");
    }

    private static String running(String name, String queue) {
        String id = RunningApi.json(api.submit(
                        "alice-token", "{\"operation\":\"clone-vm\",\"name\":\"" + name + "\",\"template\":\"base\"}"))
                .path("jobId")
                .asText();
        var options = WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(queue)
                .build();
        String run = WorkflowClient.start(client.newWorkflowStub(Job.class, options)::run)
                .getRunId();
        api.execute(
                "update job set state = 'RUNNING', started_at = now(), run_id = '" + run + "' where id = '" + id + "'");
        api.execute("insert into job_step (job_id, name, position, state, started_at) values ('" + id
                + "', 'pull', 1, 'RUNNING', now())");
        return id;
    }

    /** A job's workflow, as far as the API sees it. */
    @WorkflowInterface
    public interface Job extends JobControl {
        @WorkflowMethod(name = "clone-vm")
        void run();
    }

    /** Its one activity. */
    @ActivityInterface(namePrefix = "node.")
    public interface Work {
        void pull();
    }

    /** Says its progress and stays under way. */
    public static final class Pulling implements Work {
        @Override
        public void pull() {
            Activity.getExecutionContext().heartbeat(new Progress("block pull", 1024, 4096, 10));
            Activity.getExecutionContext().doNotCompleteOnReturn();
        }
    }

    /** Stands in for a job's workflow. */
    public static final class StandIn implements Job {
        private String decided;

        @Override
        public void run() {
            Work work = Workflow.newActivityStub(
                    Work.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(5))
                            .setHeartbeatTimeout(Duration.ofMinutes(5))
                            .build());
            Async.procedure(work::pull);
            Workflow.await(() -> false);
        }

        @Override
        public String retry(Decision decision) {
            return heard("retry " + decision.parking() + " " + decision.why()
                    + (decision.parameters().isEmpty() ? "" : " " + decision.parameters()));
        }

        @Override
        public String skip(Decision decision) {
            return heard("skip");
        }

        @Override
        public String abort(Decision decision) {
            return heard("abort");
        }

        @Override
        public String cancel(CancelRequest cancel) {
            return heard("cancel " + cancel.why());
        }

        @Override
        public void validateRetry(Decision decision) {}

        @Override
        public void validateSkip(Decision decision) {}

        @Override
        public void validateAbort(Decision decision) {
            if (decided != null) {
                throw refused(FailureCode.ACTION_NOT_ALLOWED, "decided already");
            }
        }

        @Override
        public void validateCancel(CancelRequest cancel) {
            if (cancel.why().equals("too late")) {
                // In an exception that is not Temporal's the type survives.
                throw new IllegalStateException("too late", refused(FailureCode.POINT_OF_NO_RETURN, "it only goes on"));
            }
        }

        @Override
        public void wake() {}

        private String heard(String what) {
            decided = what;
            HEARD.add(Workflow.getInfo().getWorkflowId() + " " + what);
            return what;
        }

        private static ApplicationFailure refused(FailureCode code, String message) {
            return ApplicationFailure.newNonRetryableFailure(message, code.name(), Failure.of(code, message));
        }
    }
}
