package io.longhaul.relay.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.longhaul.schemas.SchemaFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The topics of {@code asyncapi.yaml}: the only source of their settings. */
public final class TopicCatalog {
    private static final String RESOURCE = "io/longhaul/schemas/asyncapi.yaml";

    private TopicCatalog() {}

    /** All declared topics, in the order of the file. */
    public static List<TopicDeclaration> declared() {
        try (InputStream stream = SchemaFiles.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return read(new YAMLMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static List<TopicDeclaration> read(JsonNode document) {
        List<TopicDeclaration> topics = new ArrayList<>();
        for (JsonNode channel : document.path("channels")) {
            JsonNode kafka = channel.path("bindings").path("kafka");
            topics.add(TopicDeclaration.of(
                    kafka.required("topic").asText(),
                    kafka.required("partitions").asInt(),
                    settings(kafka.path("topicConfiguration"))));
        }
        if (topics.isEmpty()) {
            throw new IllegalStateException(RESOURCE + " declares no topic");
        }
        return List.copyOf(topics);
    }

    private static Map<String, String> settings(JsonNode configuration) {
        Map<String, String> settings = new TreeMap<>();
        for (Map.Entry<String, JsonNode> setting : configuration.properties()) {
            settings.put(setting.getKey(), text(setting.getValue()));
        }
        return settings;
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        StringJoiner words = new StringJoiner(",");
        value.forEach(word -> words.add(word.asText()));
        return words.toString();
    }
}
