package io.longhaul.relay;

import io.longhaul.relay.outbox.Database;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A relay in a JVM of its own, that can be killed and frozen. */
final class RelayProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final Path folder;
    private final OwnProcess process;

    RelayProcess(Database database, String bootstrapServers) throws IOException {
        port = freePort();
        folder = LonghaulHome.current().newTestFolder("relay");
        Files.createDirectories(folder);
        Path password = Files.createFile(
                folder.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, database.password());
        Path configuration = folder.resolve("relay.properties");
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "health.port=" + port,
                        "postgres.url=" + database.url(),
                        "postgres.user=" + database.user(),
                        "postgres.password.file=" + password,
                        "kafka.bootstrap.servers=" + bootstrapServers,
                        "relay.batch.rows=50",
                        "relay.lease.seconds=2"));
        process = Daemon.of(
                        folder,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.longhaul.relay.Main",
                                "--config",
                                configuration.toString()))
                .start();
    }

    OwnProcess process() {
        return process;
    }

    String log() {
        try {
            return Files.readString(Daemon.logFile(folder));
        } catch (IOException e) {
            return "";
        }
    }

    boolean leads() {
        return log().contains("\"leading\"");
    }

    /** Whether it has seen another lead and stood by. */
    boolean waits() {
        return log().contains("waiting to follow it");
    }

    /** How many events it has published. */
    double published() {
        return metric("longhaul_relay_events_total");
    }

    /** How many events are in the transaction that it has begun. */
    double inTransaction() {
        return metric("longhaul_relay_batch_rows");
    }

    private double metric(String name) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            return HTTP.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return 0; // it does not answer yet
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.thaw();
        process.kill9();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
