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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 *
 * <p>A partition of which this group has read nothing begins at its end, and that is committed first: what comes while the
 * notifier is away is then delivered later.
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
    /** Behind what was delivered, where that is not committed yet. */
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    /** Assigned, but it is not certain yet that the group has an offset of them. INVARIANT: they are paused. */
    private final Set<TopicPartition> unbegun = new HashSet<>();

    private final Thread thread;
    private volatile boolean closing;
    private volatile String problem = "Kafka was not read yet";

    /** Starts to deliver. A group that is new begins with the alerts of now. */
    AlertConsumer(String bootstrapServers, Sink sink, MeterRegistry metrics) {
        this(new KafkaConsumer<>(settings(bootstrapServers, sink)), sink, metrics);
    }

    /** The same with a consumer that has these {@link #settings}. */
    AlertConsumer(Consumer<String, byte[]> consumer, Sink sink, MeterRegistry metrics) {
        this.sink = sink;
        this.consumer = consumer;
        this.delivered = counter(metrics, "longhaul.notifier.delivered", "Alerts that were delivered");
        this.failed = counter(metrics, "longhaul.notifier.failed", "Deliveries that failed and are tried again");
        this.refused = counter(metrics, "longhaul.notifier.refused", "Alerts that the sink will never take");
        this.thread = new Thread(this::run, "alerts-" + sink.name());
        thread.setDaemon(true);
        thread.start();
    }

    static Map<String, Object> settings(String bootstrapServers, Sink sink) {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "longhaul-notifier-" + sink.name()),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "longhaul-notifier-" + sink.name()),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                // For offsets that the topic no longer keeps; a partition without an offset is paused until it has one.
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                // Deliveries of one poll must end well before the group gives the partition to another.
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000));
    }

    /** Why alerts are not delivered now; empty when they are. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void run() {
        consumer.subscribe(List.of(Topic.ALERT), new Assignment());
        while (!closing) {
            try {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                deliver(records);
                resume();
                begin();
                commit();
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

    /** The poll has moved the positions behind all of its records: after a failure they go back to what waits. */
    private void deliver(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        Map<TopicPartition, Long> waiting = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            waiting.put(partition, records.records(partition).get(0).offset());
        }
        try {
            for (TopicPartition partition : records.partitions()) {
                take(partition, records.records(partition), waiting);
            }
        } catch (KafkaException e) {
            waiting.forEach(consumer::seek);
            throw e;
        }
    }

    private void take(
            TopicPartition partition, List<ConsumerRecord<String, byte[]>> records, Map<TopicPartition, Long> waiting)
            throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (closing || !taken(partition, record)) {
                consumer.seek(partition, record.offset());
                return;
            }
            waiting.put(partition, record.offset() + 1);
            uncommitted.put(partition, new OffsetAndMetadata(record.offset() + 1));
            commit();
        }
    }

    private void commit() {
        if (!uncommitted.isEmpty()) {
            consumer.commitSync(uncommitted, ASK);
            uncommitted.clear();
        }
    }

    private void begin() {
        if (unbegun.isEmpty()) {
            return;
        }
        Set<TopicPartition> fresh = new HashSet<>(unbegun);
        consumer.committed(unbegun, ASK).forEach((partition, offset) -> {
            if (offset != null) {
                fresh.remove(partition);
            }
        });
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        consumer.endOffsets(fresh, ASK).forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
        consumer.commitSync(ends, ASK);
        ends.forEach(consumer::seek);
        consumer.resume(unbegun);
        unbegun.clear();
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

    /** Asks Kafka nothing: what fails here is not called again. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
            unbegun.addAll(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(retries::remove);
            partitions.forEach(uncommitted::remove);
            partitions.forEach(unbegun::remove);
        }
    }
}
