package io.longhaul.stack;

import io.longhaul.stack.libvirt.LibvirtDaemon;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the services are that our processes need: the operator's by configuration, else ours.
 *
 * @param home where ours live
 * @param options the configuration
 */
record StackServices(LonghaulHome home, StackOptions options) {

    /** The database of the inventory. */
    static final String DATABASE = "longhaul";

    boolean isExternal(String part) {
        return switch (part) {
            case "postgres" -> options.setting("postgres.url").isPresent();
            case "kafka" -> options.setting("kafka.bootstrap.servers").isPresent();
            case "temporal", "temporal-ui" ->
                options.setting("temporal.address").isPresent();
            case "libvirt" -> options.setting("libvirt.uri").isPresent();
            default -> false;
        };
    }

    /** JDBC address of the inventory. */
    String inventoryUrl() {
        return options.setting("postgres.url").orElseGet(() -> postgres().jdbcUrl(DATABASE));
    }

    PostgresAddress postgres() {
        Optional<String> url = options.setting("postgres.url");
        if (url.isEmpty()) {
            Path folder = home.run("postgres");
            return new PostgresAddress("127.0.0.1", PortFile.read(folder), "longhaul", folder.resolve("password"));
        }
        URI address = URI.create(url.get().substring("jdbc:".length()));
        Path password = Path.of(options.setting("postgres.password.file")
                .orElseThrow(() -> new StackException("postgres.url is set; set postgres.password.file too")));
        int port = address.getPort() < 0 ? 5432 : address.getPort();
        return new PostgresAddress(
                address.getHost(), port, options.setting("postgres.user").orElse("longhaul"), password);
    }

    String kafka() {
        return options.setting("kafka.bootstrap.servers")
                .orElseGet(() -> "127.0.0.1:" + PortFile.read(home.run("kafka")));
    }

    String temporal() {
        return options.setting("temporal.address").orElseGet(() -> "127.0.0.1:" + PortFile.read(home.run("temporal")));
    }

    String libvirt() {
        return options.setting("libvirt.uri").orElseGet(() -> LibvirtDaemon.uri(home.run("libvirt")));
    }

    /** Where an external part is; empty for ours. */
    Optional<String> externalAddress(String part) {
        return switch (part) {
            case "postgres" -> options.setting("postgres.url");
            case "kafka" -> options.setting("kafka.bootstrap.servers");
            case "temporal" -> options.setting("temporal.address");
            case "libvirt" -> options.setting("libvirt.uri");
            default -> Optional.empty();
        };
    }
}
