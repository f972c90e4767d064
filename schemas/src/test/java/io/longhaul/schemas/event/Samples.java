package io.longhaul.schemas.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The committed samples: {@code samples/v1/TYPE/NAME.json}. They are added to and never changed. */
public final class Samples {
    private static final Path FOLDER = Path.of("samples/v1");

    private Samples() {}

    /** One sample of an event's data. */
    public record Sample(String type, String name, String json) {
        @Override
        public String toString() {
            return type + "/" + name;
        }
    }

    /** All samples, sorted by type and name. */
    public static List<Sample> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(Samples::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample read(Path file) {
        try {
            Path inside = FOLDER.relativize(file);
            return new Sample(inside.getName(0).toString(), inside.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
