package io.longhaul.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.KafkaServer;
import io.longhaul.stack.TemporalServer;
import io.longhaul.stack.libvirt.LibvirtDaemon;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void worksWithoutKafkaReportsItselfWhenKafkaComesAndSaysThatItStops() throws Exception {
        try (TemporalServer temporal = TemporalServer.ephemeral();
                LibvirtDaemon libvirt = LibvirtDaemon.ephemeral();
                KafkaServer kafka = KafkaServer.ephemeral()) {
            makeTopic(kafka);
            kafka.process().freeze();
            Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(20));
            Health health = new Health();
            Configuration configuration = configuration(temporal, libvirt, kafka);
            NodeProcess.start(new ProcessContext(configuration, lifecycle, health, new SimpleMeterRegistry()));
            await().atMost(PATIENCE).until(() -> health.problems().isEmpty());

            kafka.process().thaw();
            List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
            try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
                consumer.subscribe(List.of(Topic.NODE_OBSERVATION));
                await().atMost(PATIENCE).until(() -> !poll(consumer, heard).isEmpty());
                assertThat(lifecycle.stop()).isTrue();
                await().atMost(PATIENCE)
                        .until(() -> last(poll(consumer, heard)).get("stopping").asBoolean());
            }

            ConsumerRecord<String, byte[]> first = heard.get(0);
            assertThat(first.key()).isEqualTo("node-1");
            assertThat(new String(first.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                    .isEqualTo("io.longhaul.node.report");
            JsonNode report = new ObjectMapper().readTree(first.value());
            assertThat(report.get("storages").get(0).get("name").asText()).isEqualTo("local");
            assertThat(report.get("vcpus").asInt()).isEqualTo(7);
            assertThat(report.get("facts").get("accelerator").asText()).isEqualTo("qemu");
        }
    }

    private static void makeTopic(KafkaServer kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topic.NODE_OBSERVATION, 2, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static List<ConsumerRecord<String, byte[]>> poll(
            KafkaConsumer<String, byte[]> consumer, List<ConsumerRecord<String, byte[]>> heard) {
        consumer.poll(Duration.ofMillis(200)).forEach(heard::add);
        return heard;
    }

    private static JsonNode last(List<ConsumerRecord<String, byte[]>> heard) throws java.io.IOException {
        return new ObjectMapper().readTree(heard.get(heard.size() - 1).value());
    }

    private static KafkaConsumer<String, byte[]> consumer(KafkaServer kafka) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "test",
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        1_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private Configuration configuration(TemporalServer temporal, LibvirtDaemon libvirt, KafkaServer kafka)
            throws java.io.IOException {
        Path key = Files.createFile(
                folder.resolve("seal.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, new byte[32]);
        Map<String, String> environment = new HashMap<>();
        set(environment, CommonParameters.HEALTH_PORT, "0");
        set(environment, NodeParameters.NAME_OF_NODE, "node-1");
        set(environment, NodeParameters.STORAGES, "local=qcow2:" + Files.createDirectory(folder.resolve("pool")));
        set(
                environment,
                NodeParameters.IMAGES_DIRECTORY,
                Files.createDirectory(folder.resolve("images")).toString());
        set(environment, NodeParameters.STATE_DIRECTORY, folder.resolve("state").toString());
        set(environment, NodeParameters.ACCELERATOR, "qemu");
        set(environment, NodeParameters.VCPUS, "7");
        set(environment, NodeParameters.REPORT_SECONDS, "1");
        set(environment, NodeParameters.LIBVIRT_URI, libvirt.uri());
        set(environment, CommonParameters.SEAL_KEY_FILE, key.toString());
        set(environment, CommonParameters.TEMPORAL_ADDRESS, temporal.target());
        set(environment, CommonParameters.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        return Configuration.load(NodeParameters.ALL, null, environment);
    }

    private static void set(Map<String, String> environment, ConfigParameter<?> parameter, String value) {
        environment.put(parameter.environmentVariable(), value);
    }
}
