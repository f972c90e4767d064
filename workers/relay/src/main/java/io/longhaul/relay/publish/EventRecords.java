package io.longhaul.relay.publish;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.longhaul.relay.outbox.OutboxRow;
import io.longhaul.schemas.SchemaFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Rows of the outbox as CloudEvents 1.0 in Kafka's binary mode. */
public final class EventRecords {
    /** Kafka takes records of a mebibyte. */
    private static final int LARGEST = 1_000_000;

    private final URI source;
    private final Set<String> topics;

    /**
     * Records of one installation.
     *
     * @param source the CloudEvents' source
     * @param topics the declared topics
     */
    public EventRecords(URI source, Set<String> topics) {
        this.source = source;
        this.topics = Set.copyOf(topics);
    }

    /**
     * The record of a row.
     *
     * @throws UnpublishableException when there can be none
     */
    public ProducerRecord<String, byte[]> of(OutboxRow row) {
        if (!topics.contains(row.topic())) {
            throw new UnpublishableException(row, "asyncapi.yaml declares no topic " + row.topic(), null);
        }
        if (row.data() != null && row.data().length() > LARGEST) {
            throw new UnpublishableException(row, "its data are larger than " + LARGEST + " characters", null);
        }
        try {
            return KafkaMessageFactory.<String>createWriter(
                            row.topic(), null, row.at().toEpochMilli(), row.key())
                    .writeBinary(event(row));
        } catch (RuntimeException e) {
            throw new UnpublishableException(row, String.valueOf(e.getMessage()), e);
        }
    }

    private CloudEvent event(OutboxRow row) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(row.eventId())
                .withType(row.type())
                .withSource(source)
                .withSubject(row.key())
                .withTime(row.at().atOffset(ZoneOffset.UTC))
                // CloudEvents' extension "sequence" is a text that sorts as the numbers do.
                .withExtension("sequence", "%019d".formatted(row.sequence()));
        URI schema = SchemaFiles.id(SchemaFiles.ofEvent(row.type()));
        if (row.data() != null) {
            event.withData("application/json", schema, row.data().getBytes(StandardCharsets.UTF_8));
        }
        return event.build();
    }
}
