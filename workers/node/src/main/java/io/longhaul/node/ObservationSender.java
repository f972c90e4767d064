package io.longhaul.node;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what the node sees to Kafka, one event at a time. While Kafka is away nothing of the node's work waits for it. */
public final class ObservationSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ObservationSender.class);
    private static final int GIVE_UP_MILLIS = 10_000;
    private static final int LOOK_MILLIS = 1_000;

    private final String node;
    private final Outgoing outgoing = new Outgoing();
    private final Producer<String, CloudEvent> producer;
    private final Counter sent;
    private final Counter lost;
    private final Thread thread = new Thread(this::run, "observations");
    private volatile boolean closing;

    /** Starts to send under the node's name as the key. */
    public ObservationSender(String bootstrapServers, String node, MeterRegistry metrics) {
        this.node = node;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "longhaul-node-" + node,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        GIVE_UP_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        GIVE_UP_MILLIS / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        GIVE_UP_MILLIS,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000),
                new StringSerializer(),
                new CloudEventSerializer());
        this.sent = metrics.counter("longhaul.node.observations.sent");
        this.lost = metrics.counter("longhaul.node.observations.lost");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a report when it can; an older one that still waits is given up. */
    public void send(NodeReport report) {
        outgoing.put(report);
    }

    /** Sends a change of a domain when it can. */
    public void send(DomainObservation change) {
        outgoing.put(change);
    }

    private void run() {
        try {
            while (!closing || !outgoing.isEmpty()) {
                CloudEvent event = outgoing.next(LOOK_MILLIS);
                if (event != null) {
                    deliver(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(CloudEvent event) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(Topic.NODE_OBSERVATION, node, event))
                    .get(2L * GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
            sent.increment();
        } catch (ExecutionException | java.util.concurrent.TimeoutException | RuntimeException e) {
            // Not sent again: the next report says the same, newer.
            lost.increment();
            log.warn("Kafka did not take an observation: {}", e.toString());
        }
    }

    /** Sends what waits, for at most three seconds, and ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(3_000);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
