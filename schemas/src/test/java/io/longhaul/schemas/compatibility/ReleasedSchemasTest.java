package io.longhaul.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.compatibility.Released.Release;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> released() {
        return Released.releases().stream()
                .flatMap(release -> release.files().stream().map(file -> Arguments.of(release, file)));
    }

    @ParameterizedTest
    @MethodSource("released")
    void thePresentSchemaBreaksNothingThatWasReleased(Release release, String file) throws IOException {
        JsonNode before = release.schema(file);
        JsonNode now = present(file);
        List<String> breaks = file.endsWith(".request.schema.json")
                ? Compatibility.ofRequest(before, now)
                : Compatibility.ofEvent(before, now);
        assertThat(breaks).as("a breaking change needs v2").isEmpty();
    }

    private static JsonNode present(String file) throws IOException {
        try (InputStream stream = SchemaFiles.open(file)) {
            return JSON.readTree(stream);
        }
    }
}
