package io.longhaul.stack;

import io.longhaul.stack.part.Part;
import io.longhaul.stack.part.PartDriver;
import io.longhaul.stack.part.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The list of parts, in the order in which people think of them. */
final class StackParts {

    private final LonghaulHome home;
    private final StackOptions options;
    private final StackServices services;
    private final ProcessSettings settings;

    StackParts(LonghaulHome home, StackServices services, ProcessSettings settings) {
        this.home = home;
        this.options = services.options();
        this.services = services;
        this.settings = settings;
    }

    /** Those that we start: neither external nor excluded. */
    List<Part> all() {
        List<Part> parts = new ArrayList<>();
        add(parts, "postgres", List.of(), postgres());
        add(parts, "kafka", List.of(), kafka());
        add(parts, "temporal", List.of("postgres"), temporal());
        add(parts, "temporal-ui", List.of("temporal"), temporalUi());
        add(parts, "libvirt", List.of(), Parts.libvirt(home.run("libvirt")));
        add(parts, "relay", List.of("postgres", "kafka"), Parts.ours("relay", home, settings::relay));
        add(parts, "control", List.of("postgres", "kafka", "temporal"), Parts.ours("control", home, settings::control));
        add(parts, "api", List.of("postgres", "temporal"), Parts.ours("api", home, settings::api));
        add(parts, "node", List.of("kafka", "temporal", "libvirt"), Parts.ours("node", home, settings::node));
        return List.copyOf(parts);
    }

    private void add(List<Part> parts, String name, List<String> needs, PartDriver driver) {
        if (!options.excluded().contains(name) && !services.isExternal(name)) {
            parts.add(new Part(name, needs, driver));
        }
    }

    private PartDriver postgres() {
        Path folder = home.run("postgres");
        return Parts.server(
                folder,
                () -> PostgresServer.start(home, folder, options.port(5432)).ensureDatabase(StackServices.DATABASE),
                () -> "127.0.0.1:" + PortFile.read(folder),
                () -> Ports.isListening(PortFile.read(folder)),
                "INT");
    }

    private PartDriver kafka() {
        Path folder = home.run("kafka");
        return Parts.server(
                folder,
                () -> KafkaServer.start(home, folder, options.port(9092)),
                () -> "127.0.0.1:" + PortFile.read(folder),
                () -> Ports.isListening(PortFile.read(folder)),
                "TERM");
    }

    private PartDriver temporal() {
        Path folder = home.run("temporal");
        return Parts.server(
                folder,
                () -> TemporalServer.start(home, folder, options.port(7233), services.postgres()),
                () -> "127.0.0.1:" + PortFile.read(folder),
                () -> Ports.isListening(PortFile.read(folder)),
                "TERM");
    }

    private PartDriver temporalUi() {
        Path folder = home.run("temporal-ui");
        return Parts.server(
                folder,
                () -> TemporalUi.start(home, folder, options.port(8233), services.temporal()),
                () -> TemporalUi.url(folder),
                () -> Ports.isListening(PortFile.read(folder)),
                "TERM");
    }
}
