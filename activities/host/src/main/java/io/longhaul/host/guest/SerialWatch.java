package io.longhaul.host.guest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Looks for a pattern in the lines of a serial console as they come. The pattern is RE2, so no line makes it slow; a line
 * is looked at up to 8 KiB, and also while it is still unfinished, as a login prompt is.
 */
public final class SerialWatch {
    private static final int LONGEST_LINE = 8192;
    private static final int CHUNK = 64 * 1024;

    private final Path log;
    private final Pattern pattern;
    private final StringBuilder line = new StringBuilder();
    private long position;

    /**
     * A watch from the log's beginning.
     *
     * @throws LonghaulException {@code GUEST_NOT_READY} when the pattern is none of RE2
     */
    public SerialWatch(Path log, String pattern) {
        this.log = log;
        try {
            this.pattern = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw LonghaulException.of(
                    FailureCode.GUEST_NOT_READY, "the pattern of readiness is not valid: " + e.getMessage());
        }
    }

    /** Reads what is new and answers with the line that has the pattern, once there is one. */
    public Optional<String> look() {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            if (channel.size() < position) {
                position = 0; // it was cut
            }
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (int count = channel.read(chunk, position); count > 0; count = channel.read(chunk, position)) {
                position += count;
                Optional<String> found =
                        take(StandardCharsets.ISO_8859_1.decode(chunk.flip()).toString());
                if (found.isPresent()) {
                    return found;
                }
                chunk.clear();
            }
            return Optional.of(line.toString()).filter(this::matches);
        } catch (IOException e) {
            throw Failures.storage("the console log cannot be read", e);
        }
    }

    /** The last bytes seen, for an operator. */
    public String lastLine() {
        return line.toString();
    }

    /** How much the guest has written, in bytes. */
    public long bytesSeen() {
        return position;
    }

    private Optional<String> take(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean ends = character == '\n' || line.length() >= LONGEST_LINE;
            if (ends && matches(line.toString())) {
                return Optional.of(line.toString());
            }
            if (ends) {
                line.setLength(0);
            }
            if (character >= ' ') {
                line.append(character);
            }
        }
        return Optional.empty();
    }

    private boolean matches(String text) {
        return !text.isEmpty() && pattern.matcher(text).find();
    }
}
