package io.longhaul.host.image;

import java.util.Objects;

/** A foreign image that no QEMU tool shall open. The message is for the one who declared it, and names no host path. */
public final class ImageRefusedException extends Exception {
    private final ImageFault fault;

    /** A refusal for that reason, explained in a sentence. */
    public ImageRefusedException(ImageFault fault, String message) {
        super(Objects.requireNonNull(message));
        this.fault = Objects.requireNonNull(fault);
    }

    /** The reason, never null. */
    public ImageFault fault() {
        return fault;
    }
}
