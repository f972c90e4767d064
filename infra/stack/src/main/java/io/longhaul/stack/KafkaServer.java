package io.longhaul.stack;

import io.longhaul.stack.process.Command;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import io.longhaul.stack.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A Kafka 4 of ours (one node, KRaft) as its own process, on loopback only.
 *
 * <p>For tests: {@code try (KafkaServer kafka = KafkaServer.ephemeral()) { … }} leaves nothing behind.
 */
public final class KafkaServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final OwnProcess process;
    private final Optional<Watchdog> watchdog;

    private KafkaServer(Path folder, OwnProcess process, Optional<Watchdog> watchdog) {
        this.folder = folder;
        this.process = process;
        this.watchdog = watchdog;
    }

    /** A fresh server for tests in a new folder below {@code .longhaul/test}; {@link #close()} removes all of it. */
    public static KafkaServer ephemeral() {
        return ephemeral(LonghaulHome.current().newTestFolder("kafka"));
    }

    /** A fresh server for tests that lives in {@code folder}; {@link #close()} removes it. */
    public static KafkaServer ephemeral(Path folder) {
        LonghaulHome home = LonghaulHome.current();
        OwnProcess process = PortTaken.retried(() -> launch(home, folder.toAbsolutePath(), 0));
        Watchdog watchdog = Watchdog.over(folder.toAbsolutePath());
        return new KafkaServer(folder.toAbsolutePath(), process, Optional.of(watchdog));
    }

    /**
     * The server in {@code folder}: started (and formatted) when it does not run.
     *
     * @param preferredPort taken when free and no other was taken at an earlier start
     * @throws StackException when it does not answer in time
     */
    public static KafkaServer start(LonghaulHome home, Path folder, int preferredPort) {
        return attach(folder)
                .orElseGet(() -> new KafkaServer(
                        folder, PortTaken.retried(() -> launch(home, folder, preferredPort)), Optional.empty()));
    }

    /** The running server in {@code folder}, if there is one. */
    public static Optional<KafkaServer> attach(Path folder) {
        return Daemon.attach(folder).map(process -> new KafkaServer(folder, process, Optional.empty()));
    }

    /** The value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    public int port() {
        return PortFile.read(folder);
    }

    public OwnProcess process() {
        return process;
    }

    /** A controlled shutdown; the log is kept. */
    public void stop() {
        process.stop("TERM", STOP_LIMIT);
    }

    /** An ephemeral server is killed and removed; any other is stopped and keeps its log. */
    @Override
    public void close() {
        if (watchdog.isEmpty()) {
            stop();
            return;
        }
        process.kill9();
        watchdog.get().close();
        Folders.delete(folder);
    }

    private static OwnProcess launch(LonghaulHome home, Path folder, int preferredPort) {
        int port = PortFile.choose(folder, preferredPort);
        int controllerPort = PortFile.choose(folder, "controller-port", 0);
        Path configuration = folder.resolve("server.properties");
        KafkaSettings settings = new KafkaSettings(folder.resolve("data"), port, controllerPort);
        write(configuration, settings.toProperties());
        format(home, folder, configuration);
        Daemon daemon = Daemon.of(
                folder,
                program(home, "kafka.Kafka", List.of(configuration.toString())).command());
        OwnProcess process = daemon.start();
        if (!Waiting.until(
                        START_LIMIT, () -> !process.isAlive() || (process.listensOn(port) && KafkaProbe.answers(port)))
                || !process.isAlive()) {
            process.stop("KILL", STOP_LIMIT);
            throw PortTaken.orFailure(
                    "Kafka did not start on port " + port + ": " + daemon.logTail(), port, controllerPort);
        }
        return process;
    }

    /** Gives an empty log directory its cluster id; a formatted one is left alone. */
    private static void format(LonghaulHome home, Path folder, Path configuration) {
        if (Files.exists(folder.resolve("data/meta.properties"))) {
            return;
        }
        List<String> arguments =
                List.of("format", "--cluster-id", "bG9uZ2hhdWwtc3RhY2stMQ", "--config", configuration.toString());
        Command.of(program(home, "kafka.tools.StorageTool", arguments).command())
                .in(folder)
                .run();
    }

    private static JavaProgram program(LonghaulHome home, String mainClass, List<String> arguments) {
        Path libraries = home.checkout().resolve("infra/kafka/target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new StackException(
                    "the Kafka server is not built: " + libraries + " is missing; run ./longhaul build");
        }
        List<String> jvmArguments = List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.showDateTime=true");
        return new JavaProgram(libraries + "/*", mainClass, jvmArguments, arguments);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
