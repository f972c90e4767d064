package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A format of an image that comes from outside. */
public enum ImageFormat {
    RAW,
    QCOW2,
    /** VMDK of the kind streamOptimized: one self-contained file. */
    VMDK;

    /** The name in requests, and QEMU's name of the format. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of a wire name; throws IllegalArgumentException when there is none. */
    @JsonCreator
    public static ImageFormat of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
