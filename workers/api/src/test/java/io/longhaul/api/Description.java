package io.longhaul.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.longhaul.schemas.SchemaFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code openapi.yaml}, as tests hold the API against it. */
final class Description {
    private static final Set<String> METHODS = Set.of("get", "post");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaMappers(
                    mappers -> mappers.mapPrefix(SchemaFiles.BASE, "classpath:" + SchemaFiles.FOLDER)));
    private static final JsonNode ROOT = load();

    private Description() {}

    /** Every described operation, by method and address, for instance {@code GET /v1/jobs}. */
    static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        ROOT.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.put(
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                method.getValue());
                    }
                }));
        return operations;
    }

    /** Follows a reference within the description. */
    static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? ROOT.at(reference.substring(1)) : node;
    }

    /** What is wrong with a value by a schema of the description. */
    static List<String> errors(JsonNode schema, JsonNode value) {
        return SCHEMAS.getSchema(schema, SchemaValidatorsConfig.builder().build()).validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** What is wrong with an answer by its description; empty when all is right. */
    static List<String> errors(String method, String path, HttpResponse<String> response) {
        JsonNode operation = operations().entrySet().stream()
                .filter(entry -> matches(entry.getKey(), method + " " + path))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (operation == null) {
            return response.statusCode() == 404 || response.statusCode() == 405 ? List.of() : List.of("not described");
        }
        JsonNode described = resolved(operation.path("responses").path(String.valueOf(response.statusCode())));
        if (described.isMissingNode()) {
            return List.of("status " + response.statusCode() + " is not described");
        }
        if (!described.has("content")) {
            return response.body().isEmpty() ? List.of() : List.of("a body that is not described");
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode content = described.path("content").path(type.replaceAll(";.*", ""));
        if (content.isMissingNode()) {
            return List.of("content type '" + type + "' is not described");
        }
        return type.contains("json") ? errors(content.get("schema"), RunningApi.json(response)) : List.of();
    }

    /** The examples of a media type. */
    static List<JsonNode> examples(JsonNode mediaType) {
        List<JsonNode> examples = new ArrayList<>();
        if (mediaType.has("example")) {
            examples.add(mediaType.get("example"));
        }
        mediaType.path("examples").forEach(example -> examples.add(example.get("value")));
        return examples;
    }

    private static boolean matches(String template, String path) {
        return path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+").replace(".", "\\."));
    }

    private static JsonNode load() {
        try (InputStream stream =
                Description.class.getClassLoader().getResourceAsStream("io/longhaul/schemas/openapi.yaml")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("./src/main/resources/" + SchemaFiles.FOLDER, SchemaFiles.BASE);
            return new ObjectMapper(new YAMLFactory()).readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
