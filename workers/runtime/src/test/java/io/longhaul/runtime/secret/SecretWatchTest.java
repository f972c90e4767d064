package io.longhaul.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.Secret;
import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretWatchTest {
    private static final ConfigParameter<Secret> PASSWORD = ConfigParameter.secretFile("some.password.file", "One.");
    private static final ConfigParameter<Secret> OTHER = ConfigParameter.secretFile("other.password.file", "Other.");
    private static final ConfigParameter<Secret> ABSENT =
            ConfigParameter.optionalSecretFile("third.password.file", "A third.");

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(5));

    @AfterEach
    void stop() throws InterruptedException {
        assertThat(lifecycle.stop()).isTrue();
    }

    @Test
    void showsInHowManyPlacesAnyOfTheProcesssSecretsIsWritten() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        SecretWatch watch = watch(logs);
        assertThat(shown("longhaul.secrets.found")).isNaN();

        watch.round();
        assertThat(shown("longhaul.secrets.found")).isZero();
        assertThat(shown("longhaul.secrets.unseen")).isZero();

        Files.writeString(logs.resolve("one.log"), "with the-first-secret in it");
        Files.writeString(logs.resolve("two.log"), "with the-other-secret in it");
        watch.round();
        assertThat(shown("longhaul.secrets.found")).isEqualTo(2);
    }

    @Test
    void showsThatItCouldNotSearch() throws IOException {
        SecretWatch watch = watch(folder.resolve("absent"));
        watch.round();
        assertThat(shown("longhaul.secrets.unseen")).isEqualTo(1);
    }

    private SecretWatch watch(Path logs) throws IOException {
        Configuration configuration = Configuration.load(
                CommonParameters.with(List.of(PASSWORD, OTHER, ABSENT)),
                null,
                Map.of(
                        CommonParameters.HEALTH_PORT.environmentVariable(), "0",
                        CommonParameters.HOST_NAME.environmentVariable(), "h1",
                        CommonParameters.AUDIT_LOGS_DIRECTORY.environmentVariable(), logs.toString(),
                        PASSWORD.environmentVariable(), secret("the-first-secret"),
                        OTHER.environmentVariable(), secret("the-other-secret")));
        return SecretWatch.of(new ProcessContext(configuration, lifecycle, new Health(), metrics));
    }

    private String secret(String text) throws IOException {
        Path file = Files.writeString(folder.resolve(text), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toString();
    }

    private double shown(String name) {
        return metrics.get(name).gauge().value();
    }
}
