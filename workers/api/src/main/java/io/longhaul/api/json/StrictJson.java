package io.longhaul.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as I-JSON (RFC 7493) allows it: UTF-8, no key twice, nothing behind the value; and within limits, so that a
 * hostile text costs little.
 */
public final class StrictJson {
    /** Deeper than any request of ours. */
    static final int NESTING_LIMIT = 32;

    private static final int NUMBER_LENGTH_LIMIT = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_LIMIT)
                            .maxNumberLength(NUMBER_LENGTH_LIMIT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The value in a text.
     *
     * @throws LonghaulException {@code REQUEST_MALFORMED}, with the place and the reason
     */
    public static JsonNode read(byte[] utf8) {
        try {
            JsonNode value = MAPPER.readTree(text(utf8));
            if (value == null || value.isMissingNode()) {
                throw LonghaulException.of(FailureCode.REQUEST_MALFORMED, "The body is empty.");
            }
            Texts.check(value);
            return value;
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "The JSON is nested deeper than " + NESTING_LIMIT + " levels, or has a number of more than "
                            + NUMBER_LENGTH_LIMIT + " digits",
                    e);
        } catch (JsonProcessingException e) {
            throw malformed(reason(e), e);
        }
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LonghaulException(
                    Failure.of(FailureCode.REQUEST_MALFORMED, "The body is not valid UTF-8."), null, e);
        }
    }

    /** Jackson's words may quote the text, which may hold a secret; of them only whether a key came twice is kept. */
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate field")) {
            return "A key appears twice in one object";
        }
        if (message.startsWith("Trailing token")) {
            return "There is more behind the JSON value";
        }
        return "The text is not JSON";
    }

    private static LonghaulException malformed(String reason, JsonProcessingException cause) {
        JsonLocation place = cause.getLocation();
        String where = place == null ? "" : ", at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return new LonghaulException(Failure.of(FailureCode.REQUEST_MALFORMED, reason + where + "."), null, null);
    }
}
