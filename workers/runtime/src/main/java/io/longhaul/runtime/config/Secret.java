package io.longhaul.runtime.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Content of a secret file. It never shows itself in texts. */
public final class Secret {
    private final byte[] content;

    /** A secret of these bytes. */
    public Secret(byte[] content) {
        this.content = content.clone();
    }

    /** The bytes of the file, as they are. */
    public byte[] bytes() {
        return content.clone();
    }

    /** The content as UTF-8 text without white space around it. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8).strip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(content, secret.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
