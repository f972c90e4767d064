package io.longhaul.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.longhaul.schemas.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a consumer that reads committed sees of a topic, from its first offset to its present end. Every record is held to
 * {@link EventContract}.
 */
final class EventLog {
    private EventLog() {}

    /** One event: its CloudEvents id and type, its key and its data; a tombstone has a missing node. */
    record Event(String id, String type, String key, JsonNode data) {
        long sequence() {
            return data.path("sequence").asLong();
        }
    }

    /** The job events by job, a repeated id taken once, in the order of the topic. */
    static Map<String, List<Event>> jobs(String bootstrapServers) {
        return byKey(read(bootstrapServers, Topic.JOB_EVENT));
    }

    /** The inventory's events by object, likewise. */
    static Map<String, List<Event>> inventory(String bootstrapServers) {
        return byKey(read(bootstrapServers, Topic.INVENTORY_EVENT));
    }

    /** Reads the topics that carry no gapless sequence: states, observations, alerts. */
    static void states(String bootstrapServers) {
        for (String topic : List.of(Topic.INVENTORY_STATE, Topic.NODE_OBSERVATION, Topic.ALERT)) {
            read(bootstrapServers, topic);
        }
    }

    /** How the steps of a job changed, each as {@code step STATE}. */
    static List<String> steps(String bootstrapServers, String job) {
        return jobs(bootstrapServers).get(job).stream()
                .map(event -> event.data().path("step"))
                .filter(step -> !step.isMissingNode())
                .map(step ->
                        step.path("name").asText() + " " + step.path("state").asText())
                .toList();
    }

    private static Map<String, List<Event>> byKey(Collection<Event> events) {
        Map<String, List<Event>> byKey = new HashMap<>();
        for (Event event : events) {
            byKey.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
        }
        return byKey;
    }

    private static Collection<Event> read(String bootstrapServers, String topic) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        Map<String, Event> byId = new LinkedHashMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> consumed : consumer.poll(Duration.ofMillis(200))) {
                    Event event = event(consumed);
                    byId.putIfAbsent(event.id(), event);
                }
            }
        }
        return byId.values();
    }

    private static Event event(ConsumerRecord<String, byte[]> consumed) {
        CloudEvent event = EventContract.check(consumed);
        return new Event(event.getId(), event.getType(), consumed.key(), EventContract.data(consumed));
    }
}
