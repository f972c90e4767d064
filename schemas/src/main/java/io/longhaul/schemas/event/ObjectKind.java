package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of objects in the inventory. */
public enum ObjectKind {
    VM,
    VOLUME,
    TEMPLATE,
    NODE;

    /** The name in events. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a wire name; throws IllegalArgumentException when there is none. */
    @JsonCreator
    public static ObjectKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
