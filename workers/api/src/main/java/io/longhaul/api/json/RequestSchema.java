package io.longhaul.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One generated schema of a request, compiled. */
public final class RequestSchema {
    private static final int SHOWN = 10;

    private final JsonSchema schema;

    private RequestSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** The schema of a file of {@link SchemaFiles}. */
    public static RequestSchema of(String file) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .preloadJsonSchema(true)
                .build();
        try (InputStream stream = SchemaFiles.open(file)) {
            return new RequestSchema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(stream, config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The object, if it is one and the schema allows it.
     *
     * @throws LonghaulException for the first violation; the facts name up to ten by their pointers
     */
    public ObjectNode check(JsonNode value) {
        ObjectNode object = object(value);
        List<Violation> violations =
                schema.validate(object).stream().map(Violation::of).sorted().toList();
        if (violations.isEmpty()) {
            return object;
        }
        Violation first = violations.get(0);
        throw new LonghaulException(
                new Failure(first.code(), first.detail(), others(violations)), first.pointer(), null);
    }

    /**
     * The value as an object.
     *
     * @throws LonghaulException {@code FIELD_TYPE} when it is none
     */
    public static ObjectNode object(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw LonghaulException.atField(
                FailureCode.FIELD_TYPE, "", "The body must be an object, not " + Violation.typeOf(value) + ".");
    }

    private static Map<String, String> others(List<Violation> violations) {
        Map<String, String> facts = new TreeMap<>();
        if (violations.size() > 1) {
            violations.stream()
                    .limit(SHOWN)
                    .forEach(violation -> facts.putIfAbsent(violation.pointer(), violation.detail()));
        }
        return facts;
    }
}
