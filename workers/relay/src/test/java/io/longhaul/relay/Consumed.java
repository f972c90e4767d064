package io.longhaul.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a consumer that reads committed finds on a topic. */
record Consumed(List<ConsumerRecord<String, String>> records) {
    /** Everything that is committed on the topic now, with a key that is wanted. */
    static Consumed all(String bootstrapServers, String topic, Predicate<String> wanted) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (!partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return new Consumed(
                    records.stream().filter(record -> wanted.test(record.key())).toList());
        }
    }

    /** All events of one database on a topic. */
    static Consumed of(TestOutbox outbox, String topic) {
        String prefix = outbox.key(0).substring(0, outbox.key(0).length() - 1);
        return all(Servers.KAFKA.bootstrapServers(), topic, key -> key.startsWith(prefix));
    }

    /** Ids of the events, in the order of each partition. */
    List<String> ids() {
        return records.stream().map(record -> header(record, "ce_id")).toList();
    }

    /** The sequences of each key in order of arrival. */
    Map<String, List<Long>> sequences() {
        Map<String, List<Long>> sequences = new TreeMap<>();
        records.forEach(record -> sequences
                .computeIfAbsent(record.key(), key -> new ArrayList<>())
                .add(Long.parseLong(header(record, "ce_sequence"))));
        return sequences;
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        return Stream.of(record.headers().lastHeader(name).value())
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
