package io.longhaul.schemas.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedSchemasTest {
    private static final Path FOLDER = Path.of("src/main/resources/io/longhaul/schemas/v1");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void committedSchemasAreThoseOfTheRecords() throws IOException {
        SortedMap<String, String> generated = new TreeMap<>();
        for (var document : SchemaDocuments.all().entrySet()) {
            generated.put(document.getKey(), text(document.getValue()));
        }
        if (Boolean.getBoolean("schemas.write")) {
            write(generated);
        }
        assertThat(committed())
                .as("committed schemas; rewrite them with -Dschemas.write=true")
                .isEqualTo(generated);
    }

    private static String text(ObjectNode document) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    private static void write(SortedMap<String, String> files) throws IOException {
        for (String old : committed().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (var file : files.entrySet()) {
            Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
        }
    }

    private static SortedMap<String, String> committed() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(FOLDER)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }
}
