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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL 18 of ours as its own process, on loopback only, with password authentication (SCRAM).
 *
 * <p>For tests: {@code try (PostgresServer postgres = PostgresServer.ephemeral()) { … }} leaves nothing behind.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String USER = "longhaul";

    private final Path folder;
    private final OwnProcess process;
    private final Optional<Watchdog> watchdog;

    private PostgresServer(Path folder, OwnProcess process, Optional<Watchdog> watchdog) {
        this.folder = folder;
        this.process = process;
        this.watchdog = watchdog;
    }

    /** A fresh server for tests in a new folder below {@code .longhaul/test}; {@link #close()} removes all of it. */
    public static PostgresServer ephemeral() {
        return ephemeral(LonghaulHome.current().newTestFolder("postgres"));
    }

    /** A fresh server for tests that lives in {@code folder}: fast, not crash-safe; {@link #close()} removes it. */
    public static PostgresServer ephemeral(Path folder) {
        LonghaulHome home = LonghaulHome.current();
        OwnProcess process = PortTaken.retried(() -> launch(home, folder.toAbsolutePath(), 0, false));
        Watchdog watchdog = Watchdog.over(folder.toAbsolutePath());
        return new PostgresServer(folder.toAbsolutePath(), process, Optional.of(watchdog));
    }

    /**
     * The server in {@code folder}: started (and made) when it does not run.
     *
     * @param preferredPort taken when free and no other was taken at an earlier start
     * @throws StackException when it does not accept connections in time
     */
    public static PostgresServer start(LonghaulHome home, Path folder, int preferredPort) {
        return attach(folder)
                .orElseGet(() -> new PostgresServer(
                        folder, PortTaken.retried(() -> launch(home, folder, preferredPort, true)), Optional.empty()));
    }

    /** The running server in {@code folder}, if there is one. */
    public static Optional<PostgresServer> attach(Path folder) {
        return Daemon.attach(folder).map(process -> new PostgresServer(folder, process, Optional.empty()));
    }

    public int port() {
        return PortFile.read(folder);
    }

    /** Address of the database {@code postgres}, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** Address of {@code database}, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** Where it is and who we are there. */
    public PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", port(), USER, passwordFile());
    }

    /** The superuser. */
    public String user() {
        return USER;
    }

    public String password() {
        return Secrets.read(passwordFile());
    }

    /** Mode 0600. */
    public Path passwordFile() {
        return passwordFile(folder);
    }

    public OwnProcess process() {
        return process;
    }

    /** A connection to {@code database} as superuser; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, password());
    }

    /** Makes {@code database} unless it exists, and returns its address. The name is ours, not a caller's. */
    public String ensureDatabase(String database) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
                if (found.next()) {
                    return jdbcUrl(database);
                }
            }
            statement.execute("create database " + database);
            return jdbcUrl(database);
        } catch (SQLException e) {
            throw new StackException("cannot make the database " + database + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lets the role of a process log in to {@code database}, as the stack does.
     *
     * @return the file of its password
     */
    public Path login(String database, String process) {
        return new PostgresRoles(jdbcUrl(database), USER, password(), folder).login(process);
    }

    /** Fast shutdown: connections are closed, everything committed is on disk. */
    public void stop() {
        process.stop("INT", STOP_LIMIT);
    }

    /** An ephemeral server is ended at once and removed; any other is stopped and keeps its data. */
    @Override
    public void close() {
        if (watchdog.isEmpty()) {
            stop();
            return;
        }
        process.stop("QUIT", STOP_LIMIT);
        watchdog.get().close();
        Folders.delete(folder);
    }

    private static OwnProcess launch(LonghaulHome home, Path folder, int preferredPort, boolean durable) {
        PostgresBinaries binaries = PostgresBinaries.unpacked(home);
        initialize(binaries, folder);
        int port = PortFile.choose(folder, preferredPort);
        Daemon daemon = Daemon.of(folder, binaries.command("postgres", arguments(folder, port, durable)));
        OwnProcess process = daemon.start();
        PostgresServer server = new PostgresServer(folder, process, Optional.empty());
        if (!Waiting.until(START_LIMIT, () -> !process.isAlive() || (process.listensOn(port) && server.answers()))
                || !process.isAlive()) {
            process.stop("QUIT", STOP_LIMIT);
            throw PortTaken.orFailure("PostgreSQL did not start on port " + port + ": " + daemon.logTail(), port);
        }
        return process;
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> arguments(Path folder, int port, boolean durable) {
        List<String> settings = new ArrayList<>(List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=300",
                "shared_buffers=128MB",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_line_prefix=%m [%p] %d "));
        if (!durable) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        List<String> words = new ArrayList<>(List.of("-D", data(folder).toString()));
        settings.forEach(setting -> words.addAll(List.of("-c", setting)));
        return words;
    }

    private static void initialize(PostgresBinaries binaries, Path folder) {
        Secrets.readOrCreate(passwordFile(folder));
        Unprivileged user = Unprivileged.here();
        user.pass(folder);
        user.own(passwordFile(folder));
        Folders.createOnce(data(folder), part -> {
            user.own(part);
            List<String> arguments = List.of(
                    "-D",
                    part.toString(),
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile(folder),
                    "-E",
                    "UTF8",
                    "--no-locale",
                    "--no-sync",
                    "--no-instructions");
            Command.of(binaries.command("initdb", arguments)).run();
            makePrivate(part);
        });
    }

    private static void makePrivate(Path data) {
        try {
            Files.setPosixFilePermissions(data, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static Path passwordFile(Path folder) {
        return folder.resolve("password");
    }
}
