package io.longhaul.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.longhaul.schemas.SchemaFiles;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private final JsonNode document = read();

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(Files.exists(Path.of(reference))).as(reference).isTrue();
            }
        });
    }

    @Test
    void everyTopicIsAChannelAndEveryEventTypeAMessageWithItsSchema() throws IllegalAccessException {
        List<String> addresses = new ArrayList<>();
        document.path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));
        assertThat(addresses).containsExactlyInAnyOrderElementsOf(constants(Topic.class));

        Map<String, String> schemas = new TreeMap<>();
        document.path("components")
                .path("messages")
                .forEach(message -> schemas.put(
                        message.path("name").asText(),
                        message.at("/payload/schema/$ref").asText()));
        assertThat(schemas.keySet()).containsExactlyInAnyOrderElementsOf(constants(EventType.class));
        schemas.forEach((type, file) -> assertThat(file).as(type).endsWith("/" + SchemaFiles.ofEvent(type)));
    }

    @Test
    void everyChannelSaysHowItsTopicIsMade() {
        assertThat(document.path("channels")).isNotEmpty().allSatisfy(channel -> {
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.path("topic")).isEqualTo(channel.path("address"));
            assertThat(kafka.path("partitions").asInt()).isPositive();
            assertThat(kafka.at("/topicConfiguration/cleanup.policy").isArray()).isTrue();
        });
    }

    private static List<String> constants(Class<?> type) throws IllegalAccessException {
        List<String> values = new ArrayList<>();
        for (Field field : Stream.of(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .toList()) {
            values.add((String) field.get(null));
        }
        return values;
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Path.of("asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
