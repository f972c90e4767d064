package io.longhaul.host.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDirectoryTest {
    @TempDir
    private Path folder;

    private ImageDirectory images;

    @BeforeEach
    void fill() throws IOException {
        Path root = Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(root.resolve("demo"));
        Files.createDirectories(root.resolve("other"));
        Files.writeString(root.resolve("other/secret.raw"), "another tenant's");
        Files.writeString(root.resolve("demo/own.raw"), "its own");
        Files.writeString(folder.resolve("outside.raw"), "not for anybody");
        Files.createSymbolicLink(root.resolve("demo/sideways.raw"), root.resolve("other/secret.raw"));
        Files.createSymbolicLink(root.resolve("demo/out.raw"), folder.resolve("outside.raw"));
        Files.createSymbolicLink(root.resolve("demo/up"), root);
        Files.createSymbolicLink(folder.resolve("link-to-images"), root);
        images = new ImageDirectory(root);
    }

    @Test
    void findsWhatLiesInIt() {
        assertThat(images.find("demo/own.raw")).hasContent("its own");
        assertThat(new ImageDirectory(folder.resolve("link-to-images")).find("demo/own.raw"))
                .hasContent("its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo/sideways.raw",
                "demo/out.raw",
                "demo/up/other/secret.raw",
                "demo/../other/secret.raw",
                "../outside.raw",
                "/etc/hostname",
                "demo",
                "demo/none.raw",
                "",
            })
    void refusesWhatLeadsElsewhereOrIsNoFile(String name) {
        assertThatExceptionOfType(LonghaulException.class)
                .isThrownBy(() -> images.find(name))
                .satisfies(failure -> assertThat(failure.failure().code()).isEqualTo(FailureCode.IMAGE_NOT_FOUND));
    }
}
