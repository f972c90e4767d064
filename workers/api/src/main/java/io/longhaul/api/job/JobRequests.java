package io.longhaul.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.api.json.Json;
import io.longhaul.api.json.RequestSchema;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Operation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Bodies of submissions: each operation has its schema, so that a mistake is named in its terms. */
final class JobRequests {
    private final Map<Operation, RequestSchema> schemas = new EnumMap<>(Operation.class);

    JobRequests() {
        for (Operation operation : Operation.values()) {
            schemas.put(operation, RequestSchema.of(SchemaFiles.ofRequest(operation)));
        }
    }

    /**
     * The request in a body.
     *
     * @throws LonghaulException with the pointer to what is wrong
     */
    JobRequest read(JsonNode body) {
        return Json.value(schemas.get(operation(body)).check(body), JobRequest.class);
    }

    private static Operation operation(JsonNode body) {
        JsonNode named = RequestSchema.object(body).get("operation");
        if (named == null) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_MISSING,
                    "/operation",
                    "The field 'operation' is required: " + operations() + ".");
        }
        if (!named.isTextual()) {
            throw LonghaulException.atField(FailureCode.FIELD_TYPE, "/operation", "It must be a string.");
        }
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.wireName().equals(named.textValue()))
                .findFirst()
                .orElseThrow(() -> LonghaulException.atField(
                        FailureCode.FIELD_INVALID, "/operation", "It must be " + operations() + "."));
    }

    private static String operations() {
        return "one of "
                + Arrays.stream(Operation.values())
                        .map(operation -> "'" + operation.wireName() + "'")
                        .collect(Collectors.joining(", "));
    }
}
