package io.longhaul.notifier;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.longhaul.schemas.event.AlertEvent;
import java.io.IOException;

/**
 * An alert as it came.
 *
 * @param event what it says; a code that this build does not know is null
 * @param json the event's bytes, unchanged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
record Alert(AlertEvent event, byte[] json) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    /** @throws IOException when the bytes are no alert */
    static Alert of(byte[] json) throws IOException {
        AlertEvent event = JSON.readValue(json, AlertEvent.class);
        if (event.key() == null || event.state() == null) {
            throw new IOException("it has no key or no state");
        }
        return new Alert(event, json);
    }

    /** The same whenever this alert is delivered again, and no other alert's. */
    String idempotencyKey() {
        return event.key() + "/" + event.sequence();
    }
}
