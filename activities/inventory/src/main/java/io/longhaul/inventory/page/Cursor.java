package io.longhaul.inventory.page;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * A place in a list that is sorted by time and id, newest first; it stays right when objects are deleted or added.
 *
 * @param createdAt of the last object before it
 * @param id of that object
 */
record Cursor(Instant createdAt, String id) {

    String text() {
        String plain = createdAt + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int space = plain.indexOf(' ');
            if (space < 0) {
                throw invalid();
            }
            return new Cursor(Instant.parse(plain.substring(0, space)), plain.substring(space + 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            LonghaulException invalid = invalid();
            invalid.addSuppressed(e);
            throw invalid;
        }
    }

    private static LonghaulException invalid() {
        return LonghaulException.atField(
                FailureCode.FIELD_INVALID, "/cursor", "Send the cursor as it was in 'next' of the page before.");
    }
}
