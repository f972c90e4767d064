package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.KafkaServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class ObservationConsumerTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger sweeps = new AtomicInteger();

    private final Observations observations = new Observations() {
        @Override
        public void report(NodeReport report) {
            heard.add(report.node());
        }

        @Override
        public void domain(DomainObservation change) {
            heard.add(change.vm());
            throw new IllegalStateException("injected: this one cannot be stored");
        }

        @Override
        public void sweep(Duration silence) {
            sweeps.incrementAndGet();
        }
    };

    @Test
    void hearsNodesPastWhatItCannotTakeAndSweepsOnlyWhileItHears() throws Exception {
        try (KafkaServer kafka = KafkaServer.ephemeral()) {
            String servers = kafka.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                admin.createTopics(List.of(new NewTopic(Topic.NODE_OBSERVATION, 2, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
            try (ObservationConsumer consumer = new ObservationConsumer(servers, observations, Duration.ofSeconds(1));
                    KafkaProducer<String, CloudEvent> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", servers, "max.block.ms", 5_000),
                            new StringSerializer(),
                            new CloudEventSerializer())) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> consumer.problem().isEmpty());
                send(
                        producer,
                        EventType.NODE_DOMAIN,
                        "{\"node\":\"node-1\",\"vm\":\"vm_1\",\"power\":\"off\","
                                + "\"observedAt\":\"2026-01-01T00:00:00Z\",\"fieldOfANewerVersion\":1}");
                send(producer, "io.longhaul.node.unknown", "{}");
                send(producer, EventType.NODE_REPORT, "not JSON");
                send(producer, EventType.NODE_REPORT, REPORT);
                await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("node-1"));
                assertThat(heard).containsExactly("vm_1", "node-1");
                await().atMost(Duration.ofSeconds(20)).until(() -> sweeps.get() > 0);

                kafka.process().kill9();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> consumer.problem().isPresent());
                int before = sweeps.get();
                TimeUnit.SECONDS.sleep(5);
                assertThat(sweeps.get()).isEqualTo(before);
            }
        }
    }

    private static final String REPORT =
            "{\"node\":\"node-1\",\"cluster\":\"default\",\"incarnation\":\"1\",\"vcpus\":2,"
                    + "\"memoryMib\":1024,\"storages\":[],\"networks\":[],\"facts\":{},\"domains\":{},\"stopping\":false,"
                    + "\"observedAt\":\"2026-01-01T00:00:00Z\"}";

    private static void send(KafkaProducer<String, CloudEvent> producer, String type, String data) throws Exception {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(type + data.hashCode())
                .withType(type)
                .withSource(URI.create("/test"))
                .withDataContentType("application/json")
                .withData(data.getBytes(StandardCharsets.UTF_8))
                .build();
        producer.send(new ProducerRecord<>(Topic.NODE_OBSERVATION, "node-1", event))
                .get(20, TimeUnit.SECONDS);
    }
}
