package io.longhaul.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClasspathTest {
    private static final Pattern IMPORT = Pattern.compile("(java\\.sql|javax\\.sql|org\\.postgresql|org\\.jdbi)\\.");

    @Test
    void noSourceOfTheNodeSpeaksWithADatabase() throws IOException {
        for (Path root : List.of(Path.of("src/main/java"), Path.of("../../activities/host/src/main/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                    Matcher matcher = IMPORT.matcher(Files.readString(file));
                    assertThat(matcher.find()).as(file.toString()).isFalse();
                }
            }
        }
    }
}
