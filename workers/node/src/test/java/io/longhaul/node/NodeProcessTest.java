package io.longhaul.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.KafkaServer;
import io.longhaul.stack.TemporalServer;
import io.longhaul.stack.libvirt.LibvirtDaemon;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
            RunningNode node =
                    RunningNode.start(RunningNode.configuration(folder, temporal, libvirt, kafka.bootstrapServers()));
            await().atMost(PATIENCE).until(() -> node.health().problems().isEmpty());

            kafka.process().thaw();
            List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
            try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
                consumer.subscribe(List.of(Topic.NODE_OBSERVATION));
                await().atMost(PATIENCE).until(() -> !poll(consumer, heard).isEmpty());
                assertThat(node.lifecycle().stop()).isTrue();
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
}
