package io.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.cli.http.Connection;
import io.longhaul.cli.http.StackFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheStackOfTheCheckoutFromAnyFolderInIt() throws IOException {
        Path state = Files.createDirectories(folder.resolve(".longhaul"));
        Files.writeString(
                state.resolve("stack.json"),
                "{\"api\":{\"address\":\"http://127.0.0.1:8080\",\"tokenFile\":\"run/api/token\",\"tenant\":\"demo\"}}");
        Path below = Files.createDirectories(folder.resolve("a/b"));
        assertThat(StackFile.find(Map.of(), below))
                .contains(new StackFile(
                        "http://127.0.0.1:8080", state.toAbsolutePath().resolve("run/api/token"), "demo"));
        assertThat(StackFile.find(Map.of("LONGHAUL_HOME", below.toString()), below))
                .isEmpty();
    }

    @Test
    void aConnectionNeverPrintsItsToken() {
        assertThat(new Connection(URI.create("http://127.0.0.1:1"), "secret", "demo").toString())
                .doesNotContain("secret");
    }
}
