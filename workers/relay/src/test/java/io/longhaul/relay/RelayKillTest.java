package io.longhaul.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.event.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The relay as its own process, killed and frozen at the worst moments. */
class RelayKillTest {
    private static final String KAFKA = Servers.KAFKA.bootstrapServers();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void losesAndDoublesNothingWhenKilledAgainAndAgain() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Writer writer = new Writer(outbox)) {
            // More than a batch each time, so that the kills hit batches at various points.
            for (int more : new int[] {100, 117, 163, 231}) {
                try (RelayProcess relay = new RelayProcess(outbox.database(), KAFKA)) {
                    long before = outbox.eventIds().size();
                    await().atMost(LIMIT).until(relay::leads);
                    await().atMost(LIMIT).until(() -> outbox.eventIds().size() > before + more);
                    relay.process().kill9();
                }
            }
            writer.finish();
            publishTheRest(outbox);
            assertAllOnceInOrder(outbox);
        }
    }

    @Test
    void publishesNothingTwiceWhenKilledBetweenTheCommitAndTheDeletion() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Connection other = outbox.connect();
                Statement statement = other.createStatement()) {
            for (int i = 0; i < 40; i++) {
                outbox.write(outbox.key(i % 3));
            }
            other.setAutoCommit(false);
            statement.execute("select * from outbox for update"); // the deletion waits, reading does not
            try (RelayProcess relay = new RelayProcess(outbox.database(), KAFKA)) {
                await().atMost(LIMIT)
                        .until(() -> relay.leads()
                                && Consumed.of(outbox, Topic.JOB_EVENT).ids().size() == 40);
                relay.process().kill9();
            }
            // Its deletion is with the server already, which would do it for a client that is gone.
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'longhaul-relay' and datname = current_database()");
            other.rollback();
            assertThat(outbox.rows()).isEqualTo(40);
            outbox.write(outbox.key(0));
            publishTheRest(outbox);
            assertAllOnceInOrder(outbox);
        }
    }

    @Test
    void isFencedWhenItWasFrozenWhileAnotherTookOver() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Writer writer = new Writer(outbox);
                RelayProcess first = new RelayProcess(outbox.database(), KAFKA)) {
            await().atMost(LIMIT).until(first::leads);
            try (RelayProcess second = new RelayProcess(outbox.database(), KAFKA)) {
                await().atMost(LIMIT).until(second::waits);
                await().atMost(LIMIT).until(() -> first.published() > 0);
                first.process().freeze();
                await().atMost(LIMIT).until(() -> second.leads() && second.published() > 0);
                first.process().thaw();
                await().atMost(LIMIT).until(() -> first.log().contains("leadership has ended"));
                await().atMost(LIMIT).until(first::waits);
                writer.finish();
                await().atMost(LIMIT).until(() -> outbox.rows() == 0);
                assertAllOnceInOrder(outbox);
            }
        }
    }

    @Test
    void isFencedWhenItWakesInTheMiddleOfATransaction() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                RelayProcess first = new RelayProcess(outbox.database(), KAFKA)) {
            outbox.write(outbox.key(0));
            await().atMost(LIMIT).until(() -> first.leads() && outbox.rows() == 0);
            Servers.KAFKA.process().freeze();
            for (int i = 0; i < 30; i++) {
                outbox.write(outbox.key(i % 3));
            }
            await().atMost(LIMIT).until(() -> first.inTransaction() > 0);
            first.process().freeze();
            Servers.KAFKA.process().thaw();
            try (RelayProcess second = new RelayProcess(outbox.database(), KAFKA)) {
                await().atMost(LIMIT).until(() -> second.leads() && outbox.rows() == 0);
                first.process().thaw();
                await().atMost(LIMIT).until(() -> first.log().contains("begins again"));
                outbox.write(outbox.key(0));
                await().atMost(LIMIT).until(() -> outbox.rows() == 0);
                assertAllOnceInOrder(outbox);
            }
        } finally {
            Servers.KAFKA.process().thaw();
        }
    }

    @Test
    void waitsForAKafkaThatDoesNotAnswerAndKeepsTheOrder() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                Writer writer = new Writer(outbox);
                RelayProcess relay = new RelayProcess(outbox.database(), KAFKA)) {
            await().atMost(LIMIT).until(relay::leads);
            Servers.KAFKA.process().freeze();
            await().atMost(LIMIT).until(() -> relay.log().contains("begins again"));
            assertThat(relay.process().isAlive()).isTrue();
            assertThat(outbox.rows()).isPositive();
            Servers.KAFKA.process().thaw();
            writer.finish();
            await().atMost(LIMIT).until(() -> outbox.rows() == 0);
            assertAllOnceInOrder(outbox);
        } finally {
            Servers.KAFKA.process().thaw();
        }
    }

    /** Before its first record the producer asks Kafka where the topic's partitions are, and would ask for each record. */
    @Test
    void givesUpABatchWhenKafkaFallsSilentBeforeTheFirstRecord() throws Exception {
        try (TestOutbox outbox = new TestOutbox();
                RelayProcess relay = new RelayProcess(outbox.database(), KAFKA)) {
            await().atMost(LIMIT).until(relay::leads);
            Servers.KAFKA.process().freeze();
            outbox.writeTogether(
                    IntStream.range(0, 30).mapToObj(i -> outbox.key(i % 3)).toList());
            await().atMost(LIMIT).until(() -> relay.log().contains("begins again"));
            Servers.KAFKA.process().thaw();
            await().atMost(LIMIT).until(() -> outbox.rows() == 0);
            assertAllOnceInOrder(outbox);
        } finally {
            Servers.KAFKA.process().thaw();
        }
    }

    private static void publishTheRest(TestOutbox outbox) throws Exception {
        try (RelayProcess relay = new RelayProcess(outbox.database(), KAFKA)) {
            await().atMost(LIMIT).until(() -> outbox.rows() == 0);
            relay.process().stop("TERM", Duration.ofSeconds(15));
            assertThat(relay.log()).contains("\"stopped\"");
        }
    }

    private static void assertAllOnceInOrder(TestOutbox outbox) {
        Consumed consumed = Consumed.of(outbox, Topic.JOB_EVENT);
        assertThat(consumed.ids()).containsExactlyInAnyOrderElementsOf(outbox.eventIds());
        for (Map.Entry<String, java.util.List<Long>> key : consumed.sequences().entrySet()) {
            assertThat(key.getValue())
                    .as(key.getKey())
                    .isEqualTo(LongStream.rangeClosed(1, key.getValue().size())
                            .boxed()
                            .toList());
        }
    }

    /** Writes events of a few jobs, one after the other, until it is closed. */
    private static final class Writer implements AutoCloseable {
        private final CountDownLatch stop = new CountDownLatch(1);
        private final Thread thread;

        Writer(TestOutbox outbox) {
            thread = new Thread(() -> {
                try {
                    for (int i = 0; !stop.await(2, TimeUnit.MILLISECONDS); i++) {
                        outbox.write(outbox.key(i % 5));
                    }
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
        }

        @Override
        public void close() {
            finish();
        }

        void finish() {
            stop.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
