package io.longhaul.control;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.KafkaServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says what a node says, through a real Kafka. */
final class NodeVoice implements AutoCloseable {
    static final String REPORT = "{\"node\":\"node-1\",\"cluster\":\"default\",\"incarnation\":\"1\",\"vcpus\":8,"
            + "\"memoryMib\":16384,\"storages\":[{\"name\":\"local\",\"kind\":\"qcow2\",\"totalBytes\":1000000000000,"
            + "\"freeBytes\":900000000000}],\"networks\":[\"default\"],\"facts\":{},\"domains\":{},\"stopping\":false,"
            + "\"observedAt\":\"2026-01-01T00:00:00Z\"}";

    private final KafkaProducer<String, CloudEvent> producer;

    NodeVoice(KafkaServer kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topic.NODE_OBSERVATION, 2, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 5_000),
                new StringSerializer(),
                new CloudEventSerializer());
    }

    void say(String type, String data) throws Exception {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withType(type)
                .withSource(URI.create("/test"))
                .withDataContentType("application/json")
                .withData(data.getBytes(StandardCharsets.UTF_8))
                .build();
        producer.send(new ProducerRecord<>(Topic.NODE_OBSERVATION, "node-1", event))
                .get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(1));
    }
}
