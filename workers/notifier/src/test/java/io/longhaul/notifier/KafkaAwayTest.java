package io.longhaul.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.stack.KafkaServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real Kafka does not answer at the worst moment. */
class KafkaAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Their records are in several partitions. */
    private static final List<String> KEYS = List.of("job_0", "job_1", "job_2", "job_3", "job_4");

    private KafkaServer kafka;
    private Topics topics;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        kafka = KafkaServer.ephemeral();
        topics = new Topics(kafka);
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        kafka.process().thaw();
        receiver.close();
        topics.close();
        kafka.close();
    }

    @Test
    void everyAlertOfAPollIsDeliveredOnceWhenTheCommitOfTheFirstFails() throws Exception {
        try (AlertConsumer first = new AlertConsumer(kafka.bootstrapServers(), sink(), new SimpleMeterRegistry())) {
            await().atMost(PATIENCE).until(() -> first.problem().isEmpty());
        }
        // More than a poll takes, and all there before it: it takes records of several partitions.
        say(1);
        say(2);
        receiver.held = new CountDownLatch(1);
        try (AlertConsumer second = new AlertConsumer(kafka.bootstrapServers(), sink(), new SimpleMeterRegistry())) {
            letTheCommitOfTheFirstFail(second);
            await().atMost(PATIENCE).until(() -> second.problem().isEmpty() && receiver.calls.size() >= 10);
            for (String key : KEYS) {
                assertThat(receiver.keys().stream().filter(each -> each.startsWith(key)))
                        .containsExactly(key + "/1", key + "/2");
            }
        }
    }

    @Test
    void whatWasDeliveredIsCommittedLaterAlsoWithoutAnotherAlert() throws Exception {
        AtomicBoolean losing = new AtomicBoolean();
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(AlertConsumer.settings(kafka.bootstrapServers(), sink())) {
                    @Override
                    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                        if (losing.compareAndSet(true, false)) {
                            throw new TimeoutException("the commit was lost");
                        }
                        super.commitSync(offsets, timeout);
                    }
                };
        try (AlertConsumer alerts = new AlertConsumer(consumer, sink(), new SimpleMeterRegistry())) {
            await().atMost(PATIENCE).until(() -> alerts.problem().isEmpty());
            losing.set(true);
            topics.say("job_0", Topics.alert("job_0", 1, "the only one"));
            await().atMost(PATIENCE).until(() -> !losing.get() && topics.lag("longhaul-notifier-webhook") == 0);
            assertThat(receiver.keys()).containsExactly("job_0/1");
        }
    }

    @Test
    void aNewGroupBeginsNowAlsoWhenItsFirstQuestionIsNotAnswered() throws Exception {
        say(1);
        AtomicBoolean asked = new AtomicBoolean();
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(AlertConsumer.settings(kafka.bootstrapServers(), sink())) {
                    @Override
                    public Map<TopicPartition, OffsetAndMetadata> committed(
                            Set<TopicPartition> partitions, Duration timeout) {
                        if (asked.compareAndSet(false, true)) {
                            kafka.process().freeze();
                        }
                        return super.committed(partitions, timeout);
                    }
                };
        try (AlertConsumer alerts = new AlertConsumer(consumer, sink(), new SimpleMeterRegistry())) {
            await().atMost(PATIENCE)
                    .until(() -> asked.get() && alerts.problem().orElse("").startsWith("Kafka cannot be read"));
            kafka.process().thaw();
            await().atMost(PATIENCE).until(() -> alerts.problem().isEmpty());
            say(2);
            await().atMost(PATIENCE).until(() -> receiver.calls.size() >= KEYS.size());
            assertThat(receiver.keys())
                    .containsExactlyInAnyOrderElementsOf(
                            KEYS.stream().map(key -> key + "/2").toList());
        }
    }

    private void letTheCommitOfTheFirstFail(AlertConsumer consumer) {
        await().atMost(PATIENCE).until(() -> !receiver.calls.isEmpty());
        kafka.process().freeze();
        receiver.held.countDown();
        await().atMost(PATIENCE)
                .until(() -> consumer.problem().orElse("").contains("expired before successfully committing"));
        kafka.process().thaw();
    }

    private Sink sink() {
        return new WebhookSink(URI.create(receiver.address()), null, Clock.systemUTC());
    }

    private void say(int sequence) throws Exception {
        for (String key : KEYS) {
            topics.say(key, Topics.alert(key, sequence, "an alert"));
        }
    }
}
