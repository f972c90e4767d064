package io.longhaul.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A successful answer of the API.
 *
 * @param text the JSON exactly as it came
 */
public record Answer(String text) {
    /** As a tree. */
    public JsonNode tree() {
        return as(JsonNode.class);
    }

    /**
     * As a record of the schemas.
     *
     * @throws ForeignAnswerException when what answers is not the API
     */
    public <T> T as(Class<T> type) {
        return parse(() -> Json.MAPPER.readValue(text, type));
    }

    /** As a generic type of the schemas; throws likewise. */
    public <T> T as(TypeReference<T> type) {
        return parse(() -> Json.MAPPER.readValue(text, type));
    }

    private static <T> T parse(Parsing<T> parsing) {
        try {
            T value = parsing.parse();
            if (value == null) {
                throw new ForeignAnswerException("the answer is empty", null);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new ForeignAnswerException(e.getOriginalMessage(), e);
        }
    }

    private interface Parsing<T> {
        T parse() throws JsonProcessingException;
    }
}
