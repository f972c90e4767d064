package io.longhaul.launcher.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the guest wrote on its serial console.
 *
 * @param file the log
 */
record SerialLog(Path file) {
    /** A line that the project's guest prints when it has read its disk. */
    static final String CHECKSUM = "LONGHAUL-GUEST sha256 [0-9a-f]{64}";

    private static final Pattern SHA256 = Pattern.compile("LONGHAUL-GUEST sha256 ([0-9a-f]{64})");
    private static final Pattern TICK = Pattern.compile("LONGHAUL-GUEST tick (\\d+)");

    /** The checksum that the guest read from its own disk. */
    Optional<String> sha256() {
        return last(SHA256);
    }

    /** The last tick, one a second; 0 before the first. */
    int tick() {
        return last(TICK).map(Integer::parseInt).orElse(0);
    }

    private Optional<String> last(Pattern pattern) {
        return pattern.matcher(text()).results().map(match -> match.group(1)).reduce((first, second) -> second);
    }

    private String text() {
        try {
            // A console may carry any bytes.
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
