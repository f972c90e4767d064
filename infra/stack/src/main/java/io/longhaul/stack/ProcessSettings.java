package io.longhaul.stack;

import io.longhaul.stack.guest.HypervisorProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of our own processes in this stack (docs/configuration.md has the meaning of each).
 *
 * @param services where what they need is
 * @param schema the inventory's
 * @param tokens the stack's secrets
 */
record ProcessSettings(StackServices services, InventorySchema schema, StackTokens tokens) {

    Map<String, String> api() {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(postgres("api"));
        settings.putAll(temporal());
        settings.put("seal.key.file", tokens.sealKey().toString());
        settings.put("api.tokens.file", tokens.hashes().toString());
        int port =
                PortFile.choose(services.home().run("api"), services.options().port(8080));
        settings.put("api.port", Integer.toString(port));
        settings.put("audit.logs.directory", logs());
        return overridden("api", settings);
    }

    Map<String, String> control() {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(postgres("control"));
        settings.putAll(temporal());
        settings.put("kafka.bootstrap.servers", services.kafka());
        settings.put("audit.logs.directory", logs());
        return overridden("control", settings);
    }

    Map<String, String> relay() {
        Map<String, String> settings = new TreeMap<>(postgres("relay"));
        settings.put("kafka.bootstrap.servers", services.kafka());
        settings.put("audit.logs.directory", logs());
        return overridden("relay", settings);
    }

    Map<String, String> node() {
        Path state = services.home().state();
        Map<String, String> settings = new TreeMap<>(temporal());
        settings.put("kafka.bootstrap.servers", services.kafka());
        settings.put("node.name", "node1");
        settings.put("node.storages", "local=qcow2:" + folder(state.resolve("pool")));
        settings.put("node.images.directory", folder(state.resolve("images")));
        folder(state.resolve("images").resolve(StackTokens.TENANT));
        settings.put("node.state.directory", folder(services.home().run("node").resolve("state")));
        settings.put("node.accelerator", HypervisorProbe.decide(services.home()).domainType());
        settings.put("libvirt.uri", services.libvirt());
        settings.put("seal.key.file", tokens.sealKey().toString());
        settings.put("audit.logs.directory", logs());
        return overridden("node", settings);
    }

    private Map<String, String> postgres(String process) {
        return Map.of(
                "postgres.url", services.inventoryUrl(),
                "postgres.user", PostgresRoles.of(process),
                "postgres.password.file", schema.prepared().login(process).toString());
    }

    private Map<String, String> temporal() {
        return Map.of("temporal.address", services.temporal(), "temporal.namespace", TemporalNamespace.NAME);
    }

    /** The operator's settings go to the process whose name they begin with; the log level goes to all. */
    private Map<String, String> overridden(String process, Map<String, String> settings) {
        services.options().settings().forEach((name, value) -> {
            if (name.startsWith(process + ".") || name.equals("log.level")) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** Each part has its log in a folder of its own below this one. */
    private String logs() {
        return services.home().state().resolve("run").toString();
    }

    private static String folder(Path path) {
        try {
            return Files.createDirectories(path).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        }
    }
}
