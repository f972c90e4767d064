package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.job.JobService;
import io.longhaul.inventory.job.JobServiceConfig;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.runtime.temporal.TemporalClient;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.KafkaServer;
import io.longhaul.stack.PostgresServer;
import io.longhaul.stack.TemporalServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ControlProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Principal OPERATOR = new Principal(Principal.Role.OPERATOR, "demo", "tester");

    private static PostgresServer postgres;
    private static TemporalServer temporal;
    private static KafkaServer kafka;
    private static NodeVoice node;
    private static Lifecycle lifecycle;
    private static Database database;
    private static TemporalClient client;
    private static JobService jobs;
    private static SimpleMeterRegistry metrics;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.ephemeral();
        temporal = TemporalServer.ephemeral(postgres);
        kafka = KafkaServer.ephemeral();
        node = new NodeVoice(kafka);
        database = Database.open(new DatabaseConfig(
                        postgres.ensureDatabase("inventory"), postgres.user(), postgres.password(), 2))
                .migrate();
        Configuration configuration = configuration();
        lifecycle = new Lifecycle(Duration.ofSeconds(30));
        Health health = new Health();
        metrics = new SimpleMeterRegistry();
        ControlProcess.start(new ProcessContext(configuration, lifecycle, health, metrics));
        client = new TemporalClient(configuration, "test", metrics);
        jobs = new JobService(database, JobServiceConfig.withKey(new byte[32]));
        await().atMost(PATIENCE).until(() -> health.problems().isEmpty());
    }

    /** Tests take longer than a node may be silent. */
    @BeforeEach
    void hearNode() {
        await().atMost(PATIENCE).until(() -> {
            node.say(EventType.NODE_REPORT, NodeVoice.REPORT);
            return number("select count(*) from node where name = 'node-1' and live") == 1;
        });
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(lifecycle.stop()).isTrue();
        database.close();
        client.close();
        node.close();
        kafka.close();
        temporal.close();
        postgres.close();
    }

    /** No relay is there that would have made the topics. */
    @Test
    void auditsByItselfAndSaysWhatItCouldNotLookAt() {
        await().atMost(PATIENCE).until(() -> unseen("versions-are-published") == 1);
        assertThat(unseen("holds-have-jobs")).isZero();
    }

    private static double unseen(String invariant) {
        return metrics.get("longhaul.audit.unseen")
                .tag("invariant", invariant)
                .gauge()
                .value();
    }

    @Test
    void startsAnAcceptedJobWithinASecond() {
        String job = accept("at-once");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
    }

    @Test
    void startsAJobLaterWhenTemporalWasAway() {
        temporal.process().freeze();
        String job;
        try {
            job = accept("later");
            assertThat(state(job)).isEqualTo("ACCEPTED");
        } finally {
            temporal.process().thaw();
        }
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
    }

    @Test
    void parksAJobWhoseRunWasTerminatedAndRetryRunsASuccessor() {
        String job = accept("terminated");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        String firstRun = text("select run_id from job where id = '" + job + "'");

        client.client().newUntypedWorkflowStub(job).terminate("by the test");

        await().atMost(PATIENCE).until(() -> state(job).equals("NEEDS_ATTENTION"));
        assertThat(text("select parking->'failure'->>'code' from job where id = '" + job + "'"))
                .isEqualTo("RUN_LOST");
        assertThat(jobs.decide(OPERATOR, job, DecisionKind.RETRY, 1, "try again"))
                .isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text("select run_id from job where id = '" + job + "'"))
                        .isNotNull()
                        .isNotEqualTo(firstRun));
        assertThat(state(job)).isEqualTo("RUNNING");
    }

    @Test
    void showsParkedJobsAndQueuesThatNobodyPolls() {
        String job = accept("shown");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        client.client().newUntypedWorkflowStub(job).terminate("by the test");

        await().atMost(PATIENCE).until(() -> value("longhaul.jobs.parked", "code", "RUN_LOST") >= 1);
        assertThat(value("longhaul.jobs.open", "operation", "clone-vm", "state", "RUNNING"))
                .isZero();
        assertThat(value("longhaul.jobs.parked.oldest.seconds")).isPositive();
        assertThat(value("longhaul.node.live", "node", "node-1")).isEqualTo(1);
        assertThat(value("longhaul.alerts.raised", "code", "RUN_LOST")).isPositive();
        assertThat(value("longhaul.control.leader")).isEqualTo(1);
        assertThat(value("longhaul.workflows.failing")).isZero();
        await().atMost(PATIENCE).until(() -> value("longhaul.queue.pollers", "queue", "control") >= 1);
        await().atMost(PATIENCE).until(() -> value("longhaul.queue.pollers", "queue", "node.node-1.work") == 0);
    }

    @Test
    void countsWorkflowsWhoseTasksFail() {
        WorkerFactory factory = WorkerFactory.newInstance(client.client());
        factory.newWorker("broken").registerWorkflowImplementationTypes(BrokenImpl.class);
        factory.start();
        WorkflowStub broken = WorkflowStub.fromTyped(client.client()
                .newWorkflowStub(
                        Broken.class,
                        WorkflowOptions.newBuilder().setTaskQueue("broken").build()));
        broken.start();
        try {
            await().atMost(PATIENCE.multipliedBy(3)).until(() -> value("longhaul.workflows.failing") == 1);
        } finally {
            broken.terminate("by the test");
            factory.shutdownNow();
        }
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> value("longhaul.workflows.failing") == 0);
    }

    /** A workflow with a bug. */
    @WorkflowInterface
    public interface Broken {
        @WorkflowMethod
        void run();
    }

    /** Its bug. */
    public static final class BrokenImpl implements Broken {
        @Override
        public void run() {
            throw new IllegalStateException("a bug");
        }
    }

    /** Not a number while it is not measured. */
    private static double value(String name, String... tags) {
        Gauge gauge = metrics.find(name).tags(tags).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    private static String accept(String name) {
        RegisterTemplate request = new RegisterTemplate(name, name + ".qcow2", ImageFormat.QCOW2, "local", "node-1");
        return jobs.accept(OPERATOR, null, request, "hash").accepted().jobId();
    }

    private static String state(String job) {
        return text("select state from job where id = '" + job + "'");
    }

    private static String text(String query) {
        return database.read(handle ->
                handle.createQuery(query).mapTo(String.class).findOne().orElse(null));
    }

    private static long number(String query) {
        return database.read(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static Configuration configuration() {
        Map<String, String> environment = new HashMap<>();
        set(environment, CommonParameters.HEALTH_PORT, "0");
        set(environment, ControlParameters.RECONCILE_SECONDS, "2");
        set(environment, CommonParameters.POSTGRES_URL, postgres.jdbcUrl("inventory"));
        set(environment, CommonParameters.POSTGRES_USER, "longhaul_control");
        set(
                environment,
                CommonParameters.POSTGRES_PASSWORD_FILE,
                postgres.login("inventory", "control").toString());
        set(environment, CommonParameters.TEMPORAL_ADDRESS, temporal.target());
        set(environment, CommonParameters.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        return Configuration.load(ControlParameters.ALL, null, environment);
    }

    private static void set(Map<String, String> environment, ConfigParameter<?> parameter, String value) {
        environment.put(parameter.environmentVariable(), value);
    }
}
