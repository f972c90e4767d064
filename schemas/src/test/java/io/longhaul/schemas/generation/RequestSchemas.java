package io.longhaul.schemas.generation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Operation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Schemas of what callers send: no unknown field, and an explicit null where the field may be left out. */
final class RequestSchemas {
    private final SchemaGenerator generator = new SchemaGenerator(Generators.builder()
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
            .build());

    ObjectNode of(Class<?> type) {
        ObjectNode schema = generator.generateSchema(type);
        allowNulls(schema);
        return schema;
    }

    ObjectNode ofOperation(Operation operation, Class<?> type) {
        ObjectNode schema = of(type);
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.putObject("operation").put("const", operation.wireName());
        properties.setAll((ObjectNode) schema.path("properties")); // "operation" comes first, and stays required
        schema.set("properties", properties);
        return schema;
    }

    /** One of the operations' requests; whoever wants exact pointers validates against the named operation's file. */
    ObjectNode ofAnyOperation() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.putArray("required").add("operation");
        ArrayNode alternatives = schema.putArray("oneOf");
        ObjectNode mapping = JsonNodeFactory.instance.objectNode();
        for (Operation operation : Operation.values()) {
            String file = SchemaFiles.ofRequest(operation);
            alternatives.addObject().put("$ref", file);
            mapping.put(operation.wireName(), file);
        }
        schema.putObject("discriminator").put("propertyName", "operation").set("mapping", mapping);
        return schema;
    }

    static Operation operationOf(Class<?> type) {
        return Arrays.stream(JobRequest.class.getAnnotation(JsonSubTypes.class).value())
                .filter(subtype -> subtype.value() == type)
                .map(subtype -> Operation.of(subtype.name()))
                .findFirst()
                .orElseThrow();
    }

    private static void allowNulls(JsonNode node) {
        Set<String> required = new HashSet<>();
        node.path("required").forEach(name -> required.add(name.asText()));
        if (node.path("properties") instanceof ObjectNode properties) {
            properties.properties().forEach(property -> {
                if (!required.contains(property.getKey())) {
                    allowNull((ObjectNode) property.getValue());
                }
            });
        }
        node.forEach(RequestSchemas::allowNulls);
    }

    private static void allowNull(ObjectNode schema) {
        String type = schema.path("type").asText();
        schema.putArray("type").add(type).add("null");
        if (schema.path("enum") instanceof ArrayNode values) {
            values.addNull();
        }
    }
}
