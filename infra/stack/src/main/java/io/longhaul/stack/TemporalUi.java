package io.longhaul.stack;

import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Temporal UI as its own process, on loopback only. */
public final class TemporalUi {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Path folder;
    private final OwnProcess process;

    private TemporalUi(Path folder, OwnProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * The UI in {@code folder}: started when it does not run.
     *
     * @param target {@code host:port} of the Temporal frontend that it shows
     * @throws StackException when it does not listen in time
     */
    public static TemporalUi start(LonghaulHome home, Path folder, int preferredPort, String target) {
        return attach(folder).orElseGet(() -> PortTaken.retried(() -> launch(home, folder, preferredPort, target)));
    }

    /** The running UI in {@code folder}, if there is one. */
    public static Optional<TemporalUi> attach(Path folder) {
        return Daemon.attach(folder).map(process -> new TemporalUi(folder, process));
    }

    /** The page of our workflows. */
    public String url() {
        return url(folder);
    }

    static String url(Path folder) {
        return "http://127.0.0.1:" + PortFile.read(folder) + "/namespaces/" + TemporalNamespace.NAME + "/workflows";
    }

    public OwnProcess process() {
        return process;
    }

    public void stop() {
        process.stop("TERM", STOP_LIMIT);
    }

    private static TemporalUi launch(LonghaulHome home, Path folder, int preferredPort, String target) {
        int port = PortFile.choose(folder, preferredPort);
        write(folder.resolve("config/longhaul.yaml"), settings(port, target));
        String program = TemporalBinaries.built(home).ui();
        Daemon daemon = new Daemon(
                List.of(program, "--root", folder.toString(), "--env", "longhaul", "start"), Map.of(), folder);
        OwnProcess process = daemon.start();
        if (!Waiting.until(START_LIMIT, () -> !process.isAlive() || process.listensOn(port)) || !process.isAlive()) {
            process.stop("TERM", STOP_LIMIT);
            throw PortTaken.orFailure("the Temporal UI did not start on port " + port + ": " + daemon.logTail(), port);
        }
        return new TemporalUi(folder, process);
    }

    private static String settings(int port, String target) {
        return """
                temporalGrpcAddress: "%s"
                host: "127.0.0.1"
                port: %d
                enableUi: true
                defaultNamespace: "%s"
                disableNewsFetch: true
                cors:
                  cookieInsecure: true
                  allowOrigins:
                    - "http://127.0.0.1:%d"
                    - "http://localhost:%d"
                """.formatted(target, port, TemporalNamespace.NAME, port, port);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
