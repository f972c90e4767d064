package io.longhaul.control;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the nodes. An observation is about now: the consumer begins at the end, commits nothing, and what was said while
 * nobody listened is said again by the next report.
 */
public final class ObservationConsumer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ObservationConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Observations observations;
    private final Duration silence;
    private final Hearing hearing;
    private final Consumer<String, CloudEvent> consumer;
    private final Thread thread = new Thread(this::run, "observations");
    private volatile boolean closing;
    private volatile boolean heard;
    private volatile boolean spare;

    /** Starts to hear. */
    public ObservationConsumer(String bootstrapServers, Observations observations, Duration silence) {
        this.observations = observations;
        this.silence = silence;
        this.hearing = new Hearing(silence);
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "longhaul-control-observations",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "longhaul-control",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        5_000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000),
                new StringDeserializer(),
                new CloudEventDeserializer());
        thread.setDaemon(true);
        thread.start();
    }

    /** Why nodes are not heard now; empty when they are. */
    public Optional<String> problem() {
        return heard || spare
                ? Optional.empty()
                : Optional.of("the observations of nodes are not heard; Kafka may be away");
    }

    private void run() {
        consumer.subscribe(List.of(Topic.NODE_OBSERVATION), new FromTheEnd());
        long looked = System.nanoTime() - LOOK_NANOS;
        while (!closing) {
            try {
                consumer.poll(POLL).forEach(this::take);
                if (System.nanoTime() - looked >= LOOK_NANOS) {
                    looked = System.nanoTime();
                    look();
                }
            } catch (RecordDeserializationException e) {
                // A record that is no CloudEvent must not make us deaf for those behind it.
                log.warn("skipped a record that is no observation: {}", e.toString());
                consumer.seek(e.topicPartition(), e.offset() + 1);
            } catch (KafkaException e) {
                hear(false);
                spare = false;
                log.warn("Kafka cannot be read: {}", e.toString());
                pause();
            }
        }
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(ASK));
    }

    private void look() {
        Set<TopicPartition> assigned = consumer.assignment();
        hear(!assigned.isEmpty() && caughtUp(assigned));
        spare = assigned.isEmpty() && othersHoldAll();
        if (hearing.longEnough(System.nanoTime())) {
            try {
                observations.sweep(silence);
            } catch (RuntimeException e) {
                log.warn("silent nodes cannot be looked for", e);
            }
        }
    }

    private boolean caughtUp(Set<TopicPartition> assigned) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned, ASK);
        return assigned.stream().allMatch(partition -> consumer.position(partition, ASK) >= ends.get(partition));
    }

    /**
     * Whether this member of the group has no partition because there are more control workers than partitions. It hears
     * through the others: they hear all, and call the silent nodes silent.
     */
    private boolean othersHoldAll() {
        if (consumer.groupMetadata().memberId().isEmpty()) {
            return false;
        }
        List<TopicPartition> all = consumer.partitionsFor(Topic.NODE_OBSERVATION, ASK).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        // A question that Kafka itself must answer: what is known of the topic is kept while Kafka is away.
        return !all.isEmpty() && consumer.endOffsets(all, ASK).size() == all.size();
    }

    private void hear(boolean now) {
        hearing.note(now, System.nanoTime());
        heard = hearing.now();
    }

    private void take(ConsumerRecord<String, CloudEvent> message) {
        CloudEvent event = message.value();
        CloudEventData data = event == null ? null : event.getData();
        if (data == null) {
            return;
        }
        try {
            // Types that are not known belong to a newer version; they are none of ours.
            if (event.getType().equals(EventType.NODE_REPORT)) {
                observations.report(JSON.readValue(data.toBytes(), NodeReport.class));
            } else if (event.getType().equals(EventType.NODE_DOMAIN)) {
                observations.domain(JSON.readValue(data.toBytes(), DomainObservation.class));
            }
        } catch (IOException | RuntimeException e) {
            log.warn("the observation {} of {} is not taken", event.getId(), message.key(), e);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class FromTheEnd implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            consumer.seekToEnd(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            hear(false);
        }
    }
}
