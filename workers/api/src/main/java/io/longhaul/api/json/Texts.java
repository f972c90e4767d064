package io.longhaul.api.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.Map;

/** Texts that JSON can write and PostgreSQL cannot store: with the character U+0000, or with half of a surrogate pair. */
final class Texts {
    private Texts() {}

    static void check(JsonNode value) {
        check(value, JsonPointer.empty());
    }

    private static void check(JsonNode value, JsonPointer at) {
        if (value.isTextual() && !storable(value.textValue())) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_INVALID,
                    at.toString(),
                    "The text has the character U+0000 or half of a surrogate pair; neither can be stored.");
        }
        if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                check(value.get(index), at.appendIndex(index));
            }
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                check(field.getValue(), at.appendProperty(field.getKey()));
            }
        }
    }

    private static boolean storable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || (point >= 0xD800 && point <= 0xDFFF));
    }
}
