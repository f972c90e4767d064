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
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.KafkaServer;
import io.longhaul.stack.PostgresServer;
import io.longhaul.stack.TemporalServer;
import io.longhaul.workflows.port.PayloadFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A control worker beside real servers, heard by one node without a worker: the first call to it waits. */
abstract class RunningControl {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Principal OPERATOR = new Principal(Principal.Role.OPERATOR, "demo", "tester");

    private static PostgresServer postgres;
    private static TemporalServer temporal;
    private static KafkaServer kafka;
    private static NodeVoice node;
    private static Lifecycle lifecycle;
    private static Database database;
    static TemporalClient client;
    static JobService jobs;
    static SimpleMeterRegistry metrics;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.ephemeral();
        temporal = TemporalServer.ephemeral(postgres);
        kafka = KafkaServer.ephemeral();
        node = new NodeVoice(kafka);
        database = Database.open(new DatabaseConfig(
                        postgres.ensureDatabase("inventory"), postgres.user(), postgres.password(), 2))
                .migrate();
        Configuration configuration = configuration(Map.of());
        metrics = new SimpleMeterRegistry();
        lifecycle = started(configuration, metrics);
        client = new TemporalClient(configuration, "test", PayloadFormat.CONVERTER, metrics);
        jobs = new JobService(database, JobServiceConfig.withKey(new byte[32]));
    }

    /** One more control worker beside it, with these parameters otherwise. */
    static Lifecycle another(Map<ConfigParameter<?>, String> otherwise) throws InterruptedException {
        return started(configuration(otherwise), new SimpleMeterRegistry());
    }

    private static Lifecycle started(Configuration configuration, SimpleMeterRegistry shown)
            throws InterruptedException {
        Lifecycle parts = new Lifecycle(Duration.ofSeconds(30));
        Health health = new Health();
        ControlProcess.start(new ProcessContext(configuration, parts, health, shown));
        await().atMost(PATIENCE).until(() -> health.problems().isEmpty());
        return parts;
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

    static TemporalServer temporal() {
        return temporal;
    }

    static String accept(String name) {
        RegisterTemplate request = new RegisterTemplate(name, name + ".qcow2", ImageFormat.QCOW2, "local", "node-1");
        return jobs.accept(OPERATOR, null, request, "hash").accepted().jobId();
    }

    static String state(String job) {
        return text("select state from job where id = '" + job + "'");
    }

    static String text(String query) {
        return database.read(handle ->
                handle.createQuery(query).mapTo(String.class).findOne().orElse(null));
    }

    static long number(String query) {
        return database.read(
                handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static Configuration configuration(Map<ConfigParameter<?>, String> otherwise) {
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
        otherwise.forEach((parameter, value) -> set(environment, parameter, value));
        return Configuration.load(ControlParameters.ALL, null, environment);
    }

    private static void set(Map<String, String> environment, ConfigParameter<?> parameter, String value) {
        environment.put(parameter.environmentVariable(), value);
    }
}
