package io.longhaul.notifier;

import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the alerts of the topic to one sink, at least once and in the order of their keys: an offset is committed when its
 * alert was delivered, and what could not be delivered is tried again before anything behind it in its partition.
 */
final class AlertConsumer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertConsumer.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofSeconds(10);

    private final Sink sink;
    private final Consumer<String, byte[]> consumer;
    private final Counter delivered;
    private final Counter failed;
    private final Counter refused;
    private final Map<TopicPartition, Retry> retries = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile String problem = "Kafka was not read yet";

    /** Starts to deliver. A group that is new begins with the alerts of now. */
    AlertConsumer(String bootstrapServers, Sink sink, MeterRegistry metrics) {
        this.sink = sink;
        this.delivered = counter(metrics, "longhaul.notifier.delivered", "Alerts that were delivered");
        this.failed = counter(metrics, "longhaul.notifier.failed", "Deliveries that failed and are tried again");
        this.refused = counter(metrics, "longhaul.notifier.refused", "Alerts that the sink will never take");
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "longhaul-notifier-" + sink.name(),
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "longhaul-notifier-" + sink.name(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        // Deliveries of one poll must end well before the group gives the partition to another.
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "alerts-" + sink.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Why alerts are not delivered now; empty when they are. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void run() {
        consumer.subscribe(List.of(Topic.ALERT), new FromNow());
        while (!closing) {
            try {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    take(partition, records.records(partition));
                }
                resume();
                if (retries.isEmpty() && !consumer.assignment().isEmpty()) {
                    problem = null;
                }
            } catch (InterruptException | InterruptedException e) {
                closing = true;
            } catch (KafkaException e) {
                problem = "Kafka cannot be read: " + e.getMessage();
                log.warn("Kafka cannot be read: {}", e.toString());
            }
        }
        consumer.close(CloseOptions.timeout(ASK));
    }

    private void take(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (closing || !taken(partition, record)) {
                consumer.seek(partition, record.offset());
                return;
            }
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)), ASK);
        }
    }

    /** False when it is to be tried again. */
    private boolean taken(TopicPartition partition, ConsumerRecord<String, byte[]> record) throws InterruptedException {
        Optional<Alert> alert = alert(record);
        try {
            if (alert.isPresent()) {
                sink.deliver(alert.get());
                delivered.increment();
                log.info("{}: delivered {}", sink.name(), alert.get().idempotencyKey());
            }
            retries.remove(partition);
            return true;
        } catch (DeliveryException e) {
            String what = alert.map(Alert::idempotencyKey).orElseThrow();
            if (e.isRefused()) {
                refused.increment();
                log.error("{}: {} is never delivered: {}", sink.name(), what, e.getMessage());
                retries.remove(partition);
                return true;
            }
            failed.increment();
            Duration pause =
                    retries.computeIfAbsent(partition, unused -> new Retry()).failed();
            consumer.pause(List.of(partition));
            problem = what + " waits: " + e.getMessage();
            log.warn("{}: {} is tried again in {}: {}", sink.name(), what, pause, e.getMessage());
            return false;
        }
    }

    private void resume() {
        retries.forEach((partition, retry) -> {
            if (retry.isDue()) {
                consumer.resume(List.of(partition));
            }
        });
    }

    /** Empty: it is of a type that is not ours, or unreadable, and is passed over. */
    private static Optional<Alert> alert(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        if (type == null || !EventType.ALERT.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Alert.of(record.value()));
        } catch (IOException e) {
            log.error("the record {} of {} is no alert: {}", record.offset(), record.key(), e.getMessage());
            return Optional.empty();
        }
    }

    private Counter counter(MeterRegistry metrics, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("sink", sink.name())
                .register(metrics);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A partition of which this group has read nothing begins at its end, and that is committed at once: what comes while
     * the notifier is away is then delivered later.
     */
    private final class FromNow implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(java.util.Set.copyOf(partitions), ASK);
            for (TopicPartition partition : partitions) {
                if (committed.get(partition) == null) {
                    consumer.seekToEnd(List.of(partition));
                    consumer.commitSync(
                            Map.of(partition, new OffsetAndMetadata(consumer.position(partition, ASK))), ASK);
                }
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(retries::remove);
        }
    }
}
