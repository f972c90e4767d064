package io.longhaul.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltProgramTest {

    @TempDir
    private Path target;

    @TempDir
    private Path folder;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(target.resolve("lib"));
        Files.writeString(target.resolve("longhaul-relay-0.1.0.jar"), "relay");
        Files.writeString(target.resolve("lib/longhaul-schemas-0.1.0.jar"), "schemas");
        Files.writeString(target.resolve("lib/kafka-clients-4.4.0.jar"), "kafka");
    }

    @Test
    void aProcessWithoutANoteIsNotOfThisBuild() {
        assertThat(program().isStartedFrom(folder)).isFalse();
    }

    @Test
    void aBuildThatWritesTheSameAgainIsTheSame() throws IOException {
        program().install(folder);
        build();
        assertThat(program().isStartedFrom(folder)).isTrue();
    }

    @Test
    void aChangedJarOfOursIsAnotherBuild() throws IOException {
        program().install(folder);
        Files.writeString(target.resolve("lib/longhaul-schemas-0.1.0.jar"), "changed");
        assertThat(program().isStartedFrom(folder)).isFalse();
    }

    @Test
    void anotherVersionOfALibraryIsAnotherBuild() throws IOException {
        program().install(folder);
        Files.move(target.resolve("lib/kafka-clients-4.4.0.jar"), target.resolve("lib/kafka-clients-4.4.1.jar"));
        assertThat(program().isStartedFrom(folder)).isFalse();
    }

    @Test
    void aBuildDoesNotWriteOverWhatRuns() throws IOException {
        BuiltProgram installed = program().install(folder);
        Files.writeString(target.resolve("longhaul-relay-0.1.0.jar"), "next");
        Files.writeString(target.resolve("lib/longhaul-schemas-0.1.0.jar"), "next");
        assertThat(installed.jar()).startsWith(folder).hasContent("relay");
        assertThat(installed.libraries().resolve("longhaul-schemas-0.1.0.jar")).hasContent("schemas");
        assertThat(installed.libraries().resolve("kafka-clients-4.4.0.jar")).hasContent("kafka");

        assertThat(program().install(folder).jar()).hasContent("next");
    }

    @Test
    void saysHowToBuildWhatIsNotBuilt() {
        assertThatThrownBy(() -> BuiltProgram.in(target, "node"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("run ./longhaul up");
    }

    private BuiltProgram program() {
        return BuiltProgram.in(target, "relay");
    }
}
