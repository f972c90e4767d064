package io.longhaul.control.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their first offset to their present end, as a consumer that reads committed. */
public final class Topics {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int ANSWER_MILLIS = 15_000;

    private final Properties settings = new Properties();

    /** Those of these brokers. */
    public Topics(String bootstrapServers) {
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        settings.put("default.api.timeout.ms", ANSWER_MILLIS);
    }

    /**
     * Reads a whole topic.
     *
     * @return from when on it is whole: older records are gone by their age; {@link Instant#MIN}: none is gone
     * @throws KafkaException while Kafka does not answer
     */
    Instant read(String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no topic " + topic);
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> begins = new HashMap<>(consumer.beginningOffsets(partitions));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Instant[] whole = {Instant.MIN};
            long heard = System.nanoTime();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> read : consumer.poll(POLL)) {
                    heard = System.nanoTime();
                    // The first offset may be that of a transaction's mark, which no consumer is given.
                    Long begin = begins.remove(new TopicPartition(topic, read.partition()));
                    if (begin != null && begin > 0) {
                        whole[0] = later(whole[0], Instant.ofEpochMilli(read.timestamp()));
                    }
                    each.accept(read);
                }
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw new TimeoutException("Kafka falls silent in the middle of " + topic);
                }
            }
            if (begins.values().stream().anyMatch(begin -> begin > 0)) {
                whole[0] = Instant.now(); // of such a partition all records are gone
            }
            return whole[0];
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
