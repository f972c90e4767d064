package io.longhaul.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.NodeReport;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Makes CloudEvents of what a node sees. */
final class NodeEvents {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private NodeEvents() {}

    static CloudEvent of(NodeReport report) {
        return event(EventType.NODE_REPORT, report.node(), report.node(), report.observedAt(), report);
    }

    static CloudEvent of(DomainObservation observation) {
        return event(
                EventType.NODE_DOMAIN, observation.node(), observation.vm(), observation.observedAt(), observation);
    }

    private static CloudEvent event(String type, String node, String subject, Instant time, Object data) {
        try {
            return CloudEventBuilder.v1()
                    .withId(UUID.randomUUID().toString())
                    .withType(type)
                    .withSource(URI.create("/longhaul/node/" + node))
                    .withSubject(subject)
                    .withTime(time.atOffset(ZoneOffset.UTC))
                    .withData(
                            "application/json", SchemaFiles.id(SchemaFiles.ofEvent(type)), JSON.writeValueAsBytes(data))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written", e);
        }
    }
}
