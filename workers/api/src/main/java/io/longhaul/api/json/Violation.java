package io.longhaul.api.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.longhaul.schemas.failure.FailureCode;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One way in which a request breaks its schema. The gravest comes first: a field that is not known explains best what
 * was meant.
 *
 * @param code {@code FIELD_UNKNOWN}, {@code FIELD_MISSING}, {@code FIELD_TYPE} or {@code FIELD_INVALID}
 * @param pointer RFC 6901 pointer to the field, also to one that is missing
 * @param detail what is allowed; it never repeats the value, which may be a secret
 */
record Violation(FailureCode code, String pointer, String detail) implements Comparable<Violation> {
    private static final Comparator<Violation> ORDER = Comparator.comparing(Violation::code)
            .thenComparing(Violation::pointer)
            .thenComparing(Violation::detail);

    @Override
    public int compareTo(Violation other) {
        return ORDER.compare(this, other);
    }

    static Violation of(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        return switch (message.getType()) {
            case "additionalProperties", "unevaluatedProperties" ->
                new Violation(
                        FailureCode.FIELD_UNKNOWN,
                        below(at, message.getProperty()),
                        "There is no field '" + shortened(message.getProperty()) + "' here.");
            case "required" ->
                new Violation(
                        FailureCode.FIELD_MISSING,
                        below(at, message.getProperty()),
                        "The field '" + message.getProperty() + "' is required.");
            case "type" ->
                new Violation(
                        FailureCode.FIELD_TYPE,
                        at,
                        "It must be " + types(message.getSchemaNode()) + ", not " + typeOf(message.getInstanceNode())
                                + ".");
            default ->
                new Violation(FailureCode.FIELD_INVALID, at, allowed(message.getType(), message.getSchemaNode()));
        };
    }

    /** The JSON type of a value, with its article. */
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> "a boolean";
            case NUMBER -> value.isIntegralNumber() ? "an integer" : "a number";
            case STRING, BINARY -> "a string";
            case NULL, MISSING -> "null";
        };
    }

    private static String allowed(String keyword, JsonNode limit) {
        return switch (keyword) {
            case "minimum" -> "It must be at least " + limit.asText() + ".";
            case "maximum" -> "It must be at most " + limit.asText() + ".";
            case "minLength" -> "It must have at least " + limit.asText() + " characters.";
            case "maxLength" -> "It must have at most " + limit.asText() + " characters.";
            case "minItems" -> "It must have at least " + limit.asText() + " elements.";
            case "maxItems" -> "It must have at most " + limit.asText() + " elements.";
            case "const" -> "It must be '" + limit.asText() + "'.";
            case "enum" -> "It must be one of " + list(limit) + ".";
            case "pattern" -> PatternText.of(limit.asText());
            default -> "It breaks the rule '" + keyword + "' of the schema.";
        };
    }

    private static String types(JsonNode allowed) {
        if (allowed.isTextual()) {
            return article(allowed.asText());
        }
        return StreamSupport.stream(allowed.spliterator(), false)
                .map(type -> article(type.asText()))
                .collect(Collectors.joining(" or "));
    }

    private static String article(String type) {
        return switch (type) {
            case "array", "object", "integer" -> "an " + type;
            case "null" -> type;
            default -> "a " + type;
        };
    }

    private static String list(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .filter(value -> !value.isNull())
                .map(value -> "'" + value.asText() + "'")
                .collect(Collectors.joining(", "));
    }

    private static String below(String pointer, String property) {
        return JsonPointer.compile(pointer).appendProperty(property).toString();
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
