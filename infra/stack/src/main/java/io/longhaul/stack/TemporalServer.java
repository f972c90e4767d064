package io.longhaul.stack;

import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import io.longhaul.stack.process.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A real Temporal server of ours as its own process, on loopback only (and therefore without authentication), with the
 * namespace {@code longhaul}.
 *
 * <p>For tests: {@code try (TemporalServer temporal = TemporalServer.ephemeral()) { … }} brings its own PostgreSQL and
 * leaves nothing behind.
 */
public final class TemporalServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final Path folder;
    private final OwnProcess process;
    private final List<AutoCloseable> ephemeral;

    private TemporalServer(Path folder, OwnProcess process, List<AutoCloseable> ephemeral) {
        this.folder = folder;
        this.process = process;
        this.ephemeral = List.copyOf(ephemeral);
    }

    /** A fresh server for tests on a fresh PostgreSQL; {@link #close()} removes both. */
    public static TemporalServer ephemeral() {
        PostgresServer postgres = PostgresServer.ephemeral();
        try {
            return ephemeral(postgres, List.of(postgres));
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** A fresh server for tests in two new databases of {@code postgres}, which the caller closes later. */
    public static TemporalServer ephemeral(PostgresServer postgres) {
        return ephemeral(postgres, List.of());
    }

    private static TemporalServer ephemeral(PostgresServer postgres, List<AutoCloseable> owned) {
        LonghaulHome home = LonghaulHome.current();
        Path folder = home.newTestFolder("temporal");
        TemporalDatabases databases = TemporalDatabases.named(postgres.address(), "temporal_" + System.nanoTime());
        OwnProcess process = PortTaken.retried(() -> launch(home, folder, 0, databases));
        List<AutoCloseable> all = new java.util.ArrayList<>(List.of(Watchdog.over(folder)));
        all.addAll(owned);
        return new TemporalServer(folder, process, all);
    }

    /**
     * The server in {@code folder}: started (and its databases made or updated) when it does not run.
     *
     * @param preferredPort taken when free and no other was taken at an earlier start
     * @throws StackException when it does not serve the namespace in time
     */
    public static TemporalServer start(LonghaulHome home, Path folder, int preferredPort, PostgresAddress postgres) {
        return attach(folder).orElseGet(() -> {
            TemporalDatabases databases = TemporalDatabases.named(postgres, "temporal");
            return new TemporalServer(
                    folder, PortTaken.retried(() -> launch(home, folder, preferredPort, databases)), List.of());
        });
    }

    /** The running server in {@code folder}, if there is one. */
    public static Optional<TemporalServer> attach(Path folder) {
        return Daemon.attach(folder).map(process -> new TemporalServer(folder, process, List.of()));
    }

    /** {@code host:port} of the frontend. */
    public String target() {
        return "127.0.0.1:" + PortFile.read(folder);
    }

    /** The namespace of our workflows. */
    public String namespace() {
        return TemporalNamespace.NAME;
    }

    public OwnProcess process() {
        return process;
    }

    public void stop() {
        process.stop("TERM", STOP_LIMIT);
    }

    /** An ephemeral server is killed and removed; any other is stopped. */
    @Override
    public void close() {
        if (ephemeral.isEmpty()) {
            stop();
            return;
        }
        process.kill9();
        Closing.all(ephemeral);
        Folders.delete(folder);
    }

    private static OwnProcess launch(LonghaulHome home, Path folder, int preferredPort, TemporalDatabases databases) {
        TemporalBinaries binaries = TemporalBinaries.built(home);
        databases.prepare(binaries);
        TemporalPorts ports = TemporalPorts.choose(folder, preferredPort);
        Path dynamicConfig = folder.resolve("dynamic.yaml");
        Path configuration = folder.resolve("server.yaml");
        Secrets.write(dynamicConfig, TemporalSettings.dynamicConfigYaml());
        Secrets.write(configuration, new TemporalSettings(databases, ports, dynamicConfig).toYaml());
        Daemon daemon = Daemon.of(
                folder,
                List.of(binaries.server(), "--config-file", configuration.toString(), "--allow-no-auth", "start"));
        OwnProcess process = daemon.start();
        try {
            Waiting.until(START_LIMIT, () -> !process.isAlive() || process.listensOn(ports.frontend()));
            if (!process.isAlive()) {
                throw PortTaken.orFailure("Temporal ended: " + daemon.logTail(), ports.all());
            }
            TemporalNamespace.ensure("127.0.0.1:" + ports.frontend(), START_LIMIT);
            return process;
        } catch (RuntimeException e) {
            process.stop("TERM", STOP_LIMIT);
            throw e;
        }
    }
}
