package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedTest {

    @TempDir
    private Path above;

    private Path folder;

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(above.resolve("postgres"));
        mode(folder, "rwx------");
    }

    @Test
    void namesTheFolderThatKeepsNobodyOut() throws IOException {
        mode(above, "rwx------");
        assertThatThrownBy(() -> Unprivileged.NOBODY.pass(folder))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(above + " is closed to others")
                .hasMessageEndingWith("chmod o+x " + above);
    }

    @Test
    void letsNobodyPassAndNotLook() throws IOException {
        mode(above, "rwx--x--x");
        Unprivileged.NOBODY.pass(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void changesNothingWhereTheServerOwnsItsFiles() throws IOException {
        mode(above, "rwx------");
        Unprivileged.NAMESPACE.pass(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
