package io.longhaul.inventory;

import io.longhaul.stack.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh database with the inventory's schema, on one PostgreSQL for all tests of this JVM. */
public final class TestDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static PostgresServer server;

    private final String name = "inventory_" + NUMBER.incrementAndGet();
    private final Database owned;

    /** A new one. */
    public TestDatabase() {
        PostgresServer postgres = server();
        String url = postgres.ensureDatabase(name);
        owned = Database.open(new DatabaseConfig(url, postgres.user(), postgres.password(), CONNECTIONS))
                .migrate();
    }

    /** As its owner, who may do everything. */
    public Database owned() {
        return owned;
    }

    /** As a process sees it; the caller closes it. */
    public Database as(String process) {
        try {
            String password = Files.readString(server().login(name, process)).strip();
            return Database.open(
                    new DatabaseConfig(server().jdbcUrl(name), "longhaul_" + process, password, CONNECTIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        owned.close();
    }

    private static synchronized PostgresServer server() {
        if (server == null) {
            server = PostgresServer.ephemeral();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-postgres"));
        }
        return server;
    }
}
