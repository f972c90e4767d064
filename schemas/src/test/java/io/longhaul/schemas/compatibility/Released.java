package io.longhaul.schemas.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the schemas as they were released: {@code released/v1/RELEASE}. They are added to and never changed. */
public final class Released {
    private static final Path FOLDER = Path.of("released/v1");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Released() {}

    /** The schemas of one release. */
    public record Release(Path folder) {
        /** The release's version. */
        public String name() {
            return folder.getFileName().toString();
        }

        /** Whether the release had this file. */
        public boolean has(String file) {
            return Files.exists(folder.resolve(file));
        }

        /** Content of a file. */
        public JsonNode schema(String file) {
            try {
                return JSON.readTree(folder.resolve(file).toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Names of its schema files. */
        public List<String> files() {
            return list(folder).map(path -> path.getFileName().toString()).toList();
        }
    }

    /** Every release, oldest first by name. */
    public static List<Release> releases() {
        return list(FOLDER).map(Release::new).toList();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
