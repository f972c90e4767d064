package io.longhaul.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.event.JobEvent;
import io.longhaul.schemas.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the events of jobs back from Kafka, from the first offset, as any consumer could. */
final class ReadBack {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrap;

    ReadBack(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** The events of some jobs by job, in order, read until every job's terminal event was seen or the time is up. */
    Map<String, List<JobEvent>> jobs(Collection<String> ids, Duration limit) {
        Map<String, List<JobEvent>> found = new TreeMap<>();
        ids.forEach(id -> found.put(id, new ArrayList<>()));
        long end = System.nanoTime() + limit.toNanos();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.JOB_EVENT).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (System.nanoTime() < end && !found.values().stream().allMatch(ReadBack::ended)) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    if (found.containsKey(record.key())) {
                        found.get(record.key()).add(event(record.value()));
                    }
                }
            }
        }
        return found;
    }

    /** Whether the events of a job are all there: from 1 without a gap, and exactly the last one is terminal. */
    static boolean complete(List<JobEvent> events) {
        for (int index = 0; index < events.size(); index++) {
            if (events.get(index).sequence() != index + 1
                    || events.get(index).terminal() != (index == events.size() - 1)) {
                return false;
            }
        }
        return ended(events);
    }

    private static boolean ended(List<JobEvent> events) {
        Predicate<JobEvent> terminal = JobEvent::terminal;
        return events.stream().anyMatch(terminal);
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static JobEvent event(String json) {
        try {
            return Json.MAPPER.readValue(json, JobEvent.class);
        } catch (JsonProcessingException e) {
            throw new DemoException("an event on Kafka is not of its schema: " + json, e);
        }
    }
}
