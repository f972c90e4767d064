package io.longhaul.schemas.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.SchemaGenerator;

/**
 * Schemas of what Longhaul sends: more fields may come, and more values of an enumeration, which are therefore
 * {@code examples} (annotation only) and not {@code enum}.
 */
final class OpenSchemas {
    private final SchemaGenerator generator =
            new SchemaGenerator(Generators.builder().build());

    ObjectNode of(Class<?> type) {
        ObjectNode schema = generator.generateSchema(type);
        openEnumerations(schema);
        return schema;
    }

    private static void openEnumerations(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("enum").isArray()) {
            schema.set("examples", schema.remove("enum"));
        }
        node.forEach(OpenSchemas::openEnumerations);
    }
}
