package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When the disks of a clone are made independent of their template. */
public enum FlattenPolicy {
    /** By a child job per disk, after the clone is ready. */
    BACKGROUND,
    /** Before the VM starts; the clone waits for it. */
    BEFORE_START,
    /** Not at all. */
    NEVER;

    /** The name in requests. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The policy of a wire name; throws IllegalArgumentException when there is none. */
    @JsonCreator
    public static FlattenPolicy of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
