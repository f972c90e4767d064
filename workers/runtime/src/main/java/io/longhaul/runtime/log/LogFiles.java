package io.longhaul.runtime.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The logs in a directory: files named {@code log} or {@code *.log} in it and in its directories. */
public final class LogFiles {
    private static final int DEPTH = 2;

    private LogFiles() {}

    /**
     * The logs, sorted.
     *
     * @throws IOException when the directory cannot be listed; some other errors of it are {@link
     *     java.io.UncheckedIOException}s
     */
    public static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> all = Files.find(directory, DEPTH, (file, attributes) -> attributes.isRegularFile())) {
            return all.filter(LogFiles::isLog).sorted().toList();
        }
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return name.equals("log") || name.endsWith(".log");
    }
}
