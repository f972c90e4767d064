package io.longhaul.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The parsers that parameters use. */
public final class Parsers {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private Parsers() {}

    /** Any text but an empty one. */
    public static ValueParser<String> text() {
        return new ValueParser<>("text", Parsers::nonEmpty);
    }

    /** A text that matches a pattern; the kind says what it matches. */
    public static ValueParser<String> text(String kind, Pattern pattern) {
        return new ValueParser<>(kind, text -> {
            require(pattern.matcher(text).matches(), "'" + text + "' is not " + kind);
            return text;
        });
    }

    /** One of some words. */
    public static ValueParser<String> oneOf(String... words) {
        String kind = "one of " + String.join(", ", words);
        return new ValueParser<>(kind, text -> {
            require(Arrays.asList(words).contains(text), "'" + text + "' is not " + kind);
            return text;
        });
    }

    /** A whole number within limits, both included. */
    public static ValueParser<Integer> integer(int min, int max) {
        String kind = "a whole number from " + min + " to " + max;
        return new ValueParser<>(kind, text -> (int) number(text, min, max, kind));
    }

    /** A whole number within limits, both included. */
    public static ValueParser<Long> longInteger(long min, long max) {
        String kind = "a whole number from " + min + " to " + max;
        return new ValueParser<>(kind, text -> number(text, min, max, kind));
    }

    /** A TCP port; 0 lets the system choose. */
    public static ValueParser<Integer> port() {
        return new ValueParser<>(
                "a TCP port, 0 lets the system choose", text -> (int) number(text, 0, 65535, "a TCP port"));
    }

    /** A whole number of seconds, at least one. */
    public static ValueParser<Duration> seconds() {
        String kind = "a whole number of seconds, at least 1";
        return new ValueParser<>(kind, text -> Duration.ofSeconds(number(text, 1, 86_400, kind)));
    }

    /** A path; it need not exist. */
    public static ValueParser<Path> path() {
        return new ValueParser<>("a path", text -> {
            try {
                return Path.of(nonEmpty(text));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("'" + text + "' is not a path", e);
            }
        });
    }

    /** Pairs {@code name=value} separated by commas, in order; may be empty. */
    public static ValueParser<Map<String, String>> pairs(String kind) {
        return new ValueParser<>(kind, text -> {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (String pair : List.of(text.split(",", -1))) {
                if (pair.isBlank()) {
                    continue;
                }
                int equals = pair.indexOf('=');
                require(equals > 0 && equals < pair.length() - 1, "'" + pair.strip() + "' is not NAME=VALUE");
                String name = pair.substring(0, equals).strip();
                String before = pairs.put(name, pair.substring(equals + 1).strip());
                require(before == null, "'" + name + "' is named twice");
            }
            return java.util.Collections.unmodifiableMap(pairs);
        });
    }

    /** The path of a file that holds a secret, and that only its owner may read. */
    public static ValueParser<Secret> secretFile() {
        return new ValueParser<>("path of a file that only its owner may read (mode 0600)", text -> {
            Path file = Path.of(nonEmpty(text));
            try {
                Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
                open.retainAll(Files.getPosixFilePermissions(file));
                require(open.isEmpty(), file + " may be read by others; run 'chmod 600 " + file + "'");
                Secret secret = new Secret(file, Files.readAllBytes(file));
                require(secret.bytes().length > 0, file + " is empty");
                return secret;
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot read " + file + "; is it there, and yours?", e);
            }
        });
    }

    private static long number(String text, long min, long max, String kind) {
        try {
            long number = Long.parseLong(text);
            require(number >= min && number <= max, "'" + text + "' is not " + kind);
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + kind, e);
        }
    }

    private static String nonEmpty(String text) {
        require(!text.isBlank(), "it is empty");
        return text;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
