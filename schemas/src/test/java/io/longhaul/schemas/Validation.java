package io.longhaul.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.List;

/** Validates JSON against a schema, as the API and consumers do. */
public final class Validation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Validation() {}

    /** Every error as {@code pointer: keyword}, sorted. */
    public static List<String> errors(String schema, String instance) throws IOException {
        return errors(JSON.readTree(schema), JSON.readTree(instance));
    }

    /** Every error as {@code pointer: keyword}, sorted. */
    public static List<String> errors(JsonNode schema, JsonNode instance) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .build();
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, config);
        return compiled.validate(instance).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getType())
                .sorted()
                .toList();
    }
}
