package io.longhaul.runtime.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Content of a secret file. It never shows itself in texts. */
public final class Secret {
    private final Path file;
    private final byte[] content;

    /** A secret of these bytes, from that file. */
    public Secret(Path file, byte[] content) {
        this.file = file;
        this.content = content.clone();
    }

    /** The file that it is in. */
    public Path file() {
        return file;
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
