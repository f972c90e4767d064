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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    private static final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

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
        ControlProcess.start(new ProcessContext(configuration, lifecycle, health, metrics));
        client = new TemporalClient(configuration, "test", metrics);
        jobs = new JobService(database, JobServiceConfig.withKey(new byte[32]));
        await().atMost(PATIENCE).until(() -> health.problems().isEmpty());
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
