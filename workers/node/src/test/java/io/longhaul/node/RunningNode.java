package io.longhaul.node;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.stack.TemporalServer;
import io.longhaul.stack.libvirt.LibvirtDaemon;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The node's process within a test; its name is {@code node-1}. */
record RunningNode(Lifecycle lifecycle, Health health) {

    /** Starts it with its state in {@code folder/state}. */
    static RunningNode start(Configuration configuration) throws IOException {
        Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(20));
        Health health = new Health();
        NodeProcess.start(new ProcessContext(configuration, lifecycle, health, new SimpleMeterRegistry()));
        return new RunningNode(lifecycle, health);
    }

    static Configuration configuration(Path folder, TemporalServer temporal, LibvirtDaemon libvirt, String kafka)
            throws IOException {
        Path key = Files.createFile(
                folder.resolve("seal.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, new byte[32]);
        Map<String, String> environment = new HashMap<>();
        set(environment, CommonParameters.HEALTH_PORT, "0");
        set(environment, NodeParameters.NAME_OF_NODE, "node-1");
        set(environment, NodeParameters.STORAGES, "local=qcow2:" + Files.createDirectory(folder.resolve("pool")));
        set(
                environment,
                NodeParameters.IMAGES_DIRECTORY,
                Files.createDirectory(folder.resolve("images")).toString());
        set(environment, NodeParameters.STATE_DIRECTORY, folder.resolve("state").toString());
        set(environment, NodeParameters.ACCELERATOR, "qemu");
        set(environment, NodeParameters.VCPUS, "7");
        set(environment, NodeParameters.REPORT_SECONDS, "1");
        set(environment, NodeParameters.LIBVIRT_URI, libvirt.uri());
        set(environment, CommonParameters.SEAL_KEY_FILE, key.toString());
        set(environment, CommonParameters.TEMPORAL_ADDRESS, temporal.target());
        set(environment, CommonParameters.KAFKA_BOOTSTRAP_SERVERS, kafka);
        return Configuration.load(NodeParameters.ALL, null, environment);
    }

    private static void set(Map<String, String> environment, ConfigParameter<?> parameter, String value) {
        environment.put(parameter.environmentVariable(), value);
    }
}
