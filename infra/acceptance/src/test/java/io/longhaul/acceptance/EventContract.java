package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What {@code docs/events.md} promises of every record: CloudEvents in binary mode, valid under the committed schema. */
final class EventContract {
    private static final Map<String, Set<String>> TYPES = Map.of(
            Topic.JOB_EVENT, Set.of(EventType.JOB_STATE, EventType.JOB_STEP),
            Topic.INVENTORY_EVENT, Set.of(EventType.INVENTORY_CHANGE),
            Topic.INVENTORY_STATE, Set.of(EventType.INVENTORY_STATE),
            Topic.NODE_OBSERVATION, Set.of(EventType.NODE_REPORT, EventType.NODE_DOMAIN),
            Topic.ALERT, Set.of(EventType.ALERT));
    private static final Set<String> GAPLESS = Set.of(Topic.JOB_EVENT, Topic.INVENTORY_EVENT);
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private EventContract() {}

    /** The record as a CloudEvent; an assertion fails when the record breaks a promise. */
    static CloudEvent check(ConsumerRecord<String, byte[]> consumed) {
        MessageReader reader = KafkaMessageFactory.createReader(consumed);
        assertThat(reader.getEncoding()).as("mode of %s", consumed).isEqualTo(Encoding.BINARY);
        CloudEvent event = reader.toEvent();
        String schema = SchemaFiles.ofEvent(event.getType());
        assertThat(event.getSpecVersion()).as("%s", event).isEqualTo(SpecVersion.V1);
        assertThat(event.getType()).as("type on %s", consumed.topic()).isIn(TYPES.get(consumed.topic()));
        assertThat(event.getSubject()).as("subject of %s", event).isEqualTo(subject(event, consumed));
        assertThat(event.getTime()).as("time of %s", event).isNotNull();
        checkSequence(event, consumed);
        if (consumed.value() == null) {
            assertThat(consumed.topic()).as("tombstone %s", event).isEqualTo(Topic.INVENTORY_STATE);
        } else {
            assertThat(event.getDataContentType()).as("%s", event).isEqualTo("application/json");
            assertThat(event.getDataSchema()).as("%s", event).isEqualTo(SchemaFiles.id(schema));
            assertThat(SCHEMAS.computeIfAbsent(schema, EventContract::compiled).validate(data(consumed)))
                    .as("errors of %s", event)
                    .isEmpty();
        }
        return event;
    }

    /** The record's data; missing in a tombstone. */
    static JsonNode data(ConsumerRecord<String, byte[]> consumed) {
        try {
            return consumed.value() == null ? MissingNode.getInstance() : Json.MAPPER.readTree(consumed.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key, which for what a node sees of a domain is still the node. */
    private static String subject(CloudEvent event, ConsumerRecord<String, byte[]> consumed) {
        return event.getType().equals(EventType.NODE_DOMAIN)
                ? data(consumed).path("vm").asText()
                : consumed.key();
    }

    private static void checkSequence(CloudEvent event, ConsumerRecord<String, byte[]> consumed) {
        Object sequence = event.getExtension("sequence");
        if (consumed.topic().equals(Topic.NODE_OBSERVATION)) {
            assertThat(sequence).as("sequence of %s", event).isNull();
            return;
        }
        assertThat((String) sequence).as("sequence of %s", event).matches("[0-9]{19}");
        if (GAPLESS.contains(consumed.topic())) {
            assertThat(Long.parseLong((String) sequence))
                    .as("sequence of %s", event)
                    .isEqualTo(data(consumed).path("sequence").asLong());
        }
    }

    private static JsonSchema compiled(String file) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try (InputStream schema = SchemaFiles.open(file)) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Json.MAPPER.readTree(schema), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
