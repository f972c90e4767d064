package io.longhaul.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.ConfigurationException;
import io.longhaul.runtime.config.Parsers;
import io.longhaul.runtime.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
    private static final ConfigParameter<Integer> SLOTS =
            ConfigParameter.withDefault("worker.slots", Parsers.integer(1, 10), "4", "Slots.");
    private static final ConfigParameter<Map<String, String>> STORAGES =
            ConfigParameter.required("node.storages", Parsers.pairs("NAME=DIR"), "Storages.");
    private static final ConfigParameter<Secret> KEY = ConfigParameter.secretFile("seal.key.file", "Key.");

    @TempDir
    Path folder;

    @Test
    void theEnvironmentOverridesTheFileAndTheFileTheDefault() throws IOException {
        Path file = file("worker.slots=5\nnode.storages=local=qcow2:/a,fast=qcow2:/b\n");
        List<ConfigParameter<?>> parameters = List.of(SLOTS, STORAGES);

        Configuration fromFile = Configuration.load(parameters, file, Map.of());
        Configuration overridden = Configuration.load(parameters, file, Map.of("LONGHAUL_WORKER_SLOTS", "6"));
        Configuration byDefault =
                Configuration.load(parameters, null, Map.of("LONGHAUL_NODE_STORAGES", "local=qcow2:/a"));

        assertThat(fromFile.get(SLOTS)).isEqualTo(5);
        assertThat(fromFile.get(STORAGES)).containsEntry("fast", "qcow2:/b").hasSize(2);
        assertThat(overridden.get(SLOTS)).isEqualTo(6);
        assertThat(byDefault.get(SLOTS)).isEqualTo(4);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceWithWhatToDo() throws IOException {
        Path file = file("worker.slots=many\nworker.slotss=3\n");

        assertThatThrownBy(() -> Configuration.load(List.of(SLOTS, STORAGES), file, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'worker.slotss' in " + file + " is not a parameter of this process; remove it")
                .hasMessageContaining("'worker.slots' (" + file + "): 'many' is not a whole number from 1 to 10")
                .hasMessageContaining("'node.storages' is not set; set it in the file or in the environment variable"
                        + " LONGHAUL_NODE_STORAGES");
    }

    @Test
    void aSecretThatOthersMayReadIsRefusedAndOneOfOursIsNeverShown() throws IOException {
        Path secret = Files.writeString(folder.resolve("key"), "s3cret\n");
        Map<String, String> environment = Map.of("LONGHAUL_SEAL_KEY_FILE", secret.toString());

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Configuration.load(List.of(KEY), null, environment))
                .hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Secret read = Configuration.load(List.of(KEY), null, environment).get(KEY);

        assertThat(read.text()).isEqualTo("s3cret");
        assertThat(read).hasToString("(secret)");
    }

    @Test
    void everyCommonParameterHasAnEnvironmentVariable() {
        assertThat(CommonParameters.HEALTH_PORT.environmentVariable()).isEqualTo("LONGHAUL_HEALTH_PORT");
        assertThat(CommonParameters.with(List.of()))
                .extracting(ConfigParameter::name)
                .containsExactly(
                        "log.level",
                        "health.address",
                        "health.port",
                        "shutdown.seconds",
                        "host.name",
                        "audit.logs.directory");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("part.properties"), text);
    }
}
