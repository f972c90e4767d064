package io.longhaul.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.runtime.health.Health;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final Health health = new Health();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RelayState state = new RelayState(metrics, health);

    @Test
    void publishesEveryRowOnceAndInTheOrderOfItsKey() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Relay relay = relay(outbox)) {
            relay.start();
            for (int i = 0; i < 1200; i++) {
                outbox.write(outbox.key(i % 7));
            }
            awaitEmpty(outbox);
            Consumed consumed = Consumed.of(outbox, Topic.JOB_EVENT);
            assertThat(consumed.ids()).containsExactlyInAnyOrderElementsOf(outbox.eventIds());
            assertThat(consumed.sequences())
                    .hasSize(7)
                    .allSatisfy((key, sequences) -> assertThat(sequences)
                            .isEqualTo(LongStream.rangeClosed(1, sequences.size())
                                    .boxed()
                                    .toList()));
            assertThat(metrics.get("longhaul.relay.gaps").counter().count()).isZero();
            assertThat(health.problems()).isEmpty();
        }
    }

    @Test
    void writesCloudEventsInBinaryMode() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Relay relay = relay(outbox)) {
            outbox.insert(Topic.JOB_EVENT, outbox.key(1), EventType.JOB_STATE, 12, "{\"jobId\": \"x\"}");
            relay.start();
            awaitEmpty(outbox);
            ConsumerRecord<String, String> record =
                    Consumed.of(outbox, Topic.JOB_EVENT).records().get(0);
            assertThat(record.key()).isEqualTo(outbox.key(1));
            assertThat(record.value()).isEqualTo("{\"jobId\": \"x\"}");
            assertThat(Consumed.header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(Consumed.header(record, "ce_id"))
                    .isEqualTo(outbox.eventIds().get(0));
            assertThat(Consumed.header(record, "ce_type")).isEqualTo("io.longhaul.job.state");
            assertThat(Consumed.header(record, "ce_source")).isEqualTo("/test");
            assertThat(Consumed.header(record, "ce_subject")).isEqualTo(outbox.key(1));
            assertThat(Consumed.header(record, "ce_sequence")).isEqualTo("0000000000000000012");
            assertThat(Consumed.header(record, "ce_time")).endsWith("Z");
            assertThat(Consumed.header(record, "ce_dataschema"))
                    .isEqualTo("https://longhaul.io/schemas/v1/job.event.schema.json");
            assertThat(Consumed.header(record, "content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void endsADeletedObjectInATombstone() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Relay relay = relay(outbox)) {
            outbox.insert(Topic.INVENTORY_STATE, outbox.key(1), EventType.INVENTORY_STATE, 1, "{}");
            outbox.insert(Topic.INVENTORY_STATE, outbox.key(1), EventType.INVENTORY_STATE, 5, null);
            relay.start();
            awaitEmpty(outbox);
            List<ConsumerRecord<String, String>> records =
                    Consumed.of(outbox, Topic.INVENTORY_STATE).records();
            assertThat(records).extracting(ConsumerRecord::value).containsExactly("{}", null);
            assertThat(Consumed.header(records.get(1), "ce_id"))
                    .isEqualTo(outbox.eventIds().get(1));
        }
    }

    @Test
    void holdsBackTheKeyOfARowThatKafkaDoesNotTakeAndSaysSo() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Relay relay = relay(outbox)) {
            outbox.write(outbox.key(1));
            outbox.insert(
                    Topic.JOB_EVENT,
                    outbox.key(1),
                    EventType.JOB_STATE,
                    2,
                    "{\"x\":\"" + "x".repeat(2_000_000) + "\"}");
            outbox.insert(Topic.JOB_EVENT, outbox.key(1), EventType.JOB_STATE, 3, "{}");
            outbox.insert(
                    Topic.JOB_EVENT, outbox.key(4), EventType.JOB_STATE, 1, "{\"x\":\"" + "é".repeat(900_000) + "\"}");
            outbox.insert("longhaul.unheard.of.v1", outbox.key(2), EventType.JOB_STATE, 1, "{}");
            outbox.write(outbox.key(3));
            relay.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> outbox.rows() == 4);
            assertThat(Consumed.of(outbox, Topic.JOB_EVENT).sequences())
                    .containsEntry(outbox.key(1), List.of(1L))
                    .containsEntry(outbox.key(3), List.of(1L));
            await().untilAsserted(
                            () -> assertThat(health.problems().get("held back")).contains("outbox row"));
            assertThat(metrics.get("longhaul.relay.held.keys").gauge().value()).isEqualTo(3);
        }
    }

    @Test
    void publishesARowThatWasCommittedAfterLaterOnes() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Connection slow = outbox.connect();
                Statement statement = slow.createStatement();
                Relay relay = relay(outbox)) {
            relay.start();
            slow.setAutoCommit(false);
            statement.execute("insert into outbox (topic, key, type, sequence, occurred_at, data) values ('"
                    + Topic.JOB_EVENT + "', '" + outbox.key(1) + "', '" + EventType.JOB_STATE
                    + "', 1, clock_timestamp(), '{}')");
            outbox.write(outbox.key(2));
            awaitEmpty(outbox);
            slow.commit();
            awaitEmpty(outbox);
            assertThat(Consumed.of(outbox, Topic.JOB_EVENT).sequences()).containsOnlyKeys(outbox.key(1), outbox.key(2));
        }
    }

    @Test
    void showsAGapInASequence() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Relay relay = relay(outbox)) {
            outbox.insert(Topic.JOB_EVENT, outbox.key(1), EventType.JOB_STATE, 1, "{}");
            outbox.insert(Topic.JOB_EVENT, outbox.key(1), EventType.JOB_STATE, 3, "{}");
            relay.start();
            awaitEmpty(outbox);
            await().until(() -> metrics.get("longhaul.relay.gaps").counter().count() == 1);
        }
    }

    private Relay relay(TestOutbox outbox) {
        return new Relay(
                new RelayOptions(
                        outbox.database(),
                        Servers.KAFKA.bootstrapServers(),
                        URI.create("/test"),
                        100,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5)),
                state);
    }

    private static void awaitEmpty(TestOutbox outbox) {
        await().atMost(Duration.ofSeconds(40)).until(() -> outbox.rows() == 0);
    }
}
