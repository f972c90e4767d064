package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.stack.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
            try (NodeVoice node = new NodeVoice(kafka);
                    ObservationConsumer consumer = consumer(kafka)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> consumer.problem().isEmpty());
                node.say(
                        EventType.NODE_DOMAIN,
                        "{\"node\":\"node-1\",\"vm\":\"vm_1\",\"power\":\"off\","
                                + "\"observedAt\":\"2026-01-01T00:00:00Z\",\"fieldOfANewerVersion\":1}");
                node.say("io.longhaul.node.unknown", "{}");
                node.say(EventType.NODE_REPORT, "not JSON");
                node.say(EventType.NODE_REPORT, NodeVoice.REPORT);
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

    /** The topic has two partitions: one of the three has none, and is a healthy spare. */
    @Test
    void oneMoreConsumerThanPartitionsIsReadyAsLongAsKafkaAnswers() throws Exception {
        try (KafkaServer kafka = KafkaServer.ephemeral()) {
            try (NodeVoice node = new NodeVoice(kafka);
                    ObservationConsumer first = consumer(kafka);
                    ObservationConsumer second = consumer(kafka);
                    ObservationConsumer third = consumer(kafka)) {
                List<ObservationConsumer> all = List.of(first, second, third);
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                all.stream().allMatch(each -> each.problem().isEmpty()));
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    node.say(EventType.NODE_REPORT, NodeVoice.REPORT);
                    return heard.contains("node-1");
                });

                kafka.process().kill9();
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                all.stream().allMatch(each -> each.problem().isPresent()));
            }
        }
    }

    private ObservationConsumer consumer(KafkaServer kafka) {
        return new ObservationConsumer(kafka.bootstrapServers(), observations, Duration.ofSeconds(1));
    }
}
