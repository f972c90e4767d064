package io.longhaul.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretSearchTest {
    private static final byte[] KEY =
            HexFormat.of().parseHex("00ff8100ff8100ff8100ff8100ff8100ff8100ff8100ff8100ff8100ff8181aa");
    private static final SecretForms SECRETS = new SecretForms(Map.of(
            "password.file", new Secret(Path.of("password"), "a-long-password\n".getBytes(StandardCharsets.UTF_8)),
            "seal.key.file", new Secret(Path.of("key"), KEY)));

    @TempDir
    private Path folder;

    @Test
    void aSecretIsFoundInEachFormInWhichItMayBeWritten() {
        assertThat(SECRETS.in("x a-long-password y")).contains("password.file");
        assertThat(SECRETS.in(KEY)).contains("seal.key.file");
        assertThat(SECRETS.in("key=" + HexFormat.of().formatHex(KEY))).contains("seal.key.file");
        assertThat(SECRETS.in("key=" + HexFormat.of().withUpperCase().formatHex(KEY)))
                .contains("seal.key.file");
        assertThat(SECRETS.in(Base64.getEncoder().encodeToString(KEY))).contains("seal.key.file");
        assertThat(SECRETS.in(Base64.getUrlEncoder().encodeToString(KEY))).contains("seal.key.file");
        assertThat(SECRETS.in("a-long-passwore")).isEmpty();
    }

    @Test
    void aSecretThatJsonWritesOtherwiseIsFoundInIt() {
        SecretForms secrets = new SecretForms(Map.of(
                "password.file",
                new Secret(Path.of("password"), "a\"long\\password".getBytes(StandardCharsets.UTF_8))));

        assertThat(secrets.in("{\"message\": \"it is a\\\"long\\\\password\"}")).contains("password.file");
    }

    @Test
    void aSecretAcrossTheBorderOfTwoWindowsOfALogIsFound() throws IOException {
        Files.writeString(folder.resolve("part.log"), "x".repeat((1 << 20) - 5) + "a-long-password" + "x".repeat(99));

        SecretSearch search = new SecretSearch("h1", SECRETS).logs(folder);

        assertThat(search.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.object()).endsWith("part.log");
            assertThat(finding.detail()).isEqualTo("the secret of password.file is in the log on h1");
        });
    }

    @Test
    void onlyLogsAreSearchedAndAFolderThatIsNotThereIsNamed() throws IOException {
        Files.writeString(folder.resolve("password"), "a-long-password");

        SecretSearch search = new SecretSearch("h1", SECRETS).logs(folder).logs(folder.resolve("none"));

        assertThat(search.findings()).isEmpty();
        assertThat(search.unseen()).singleElement().asString().contains("none on h1 cannot be listed");
    }
}
