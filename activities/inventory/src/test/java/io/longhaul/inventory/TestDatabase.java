package io.longhaul.inventory;

import io.longhaul.stack.PostgresServer;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh database with the inventory's schema, on one PostgreSQL for all tests of this JVM. */
public final class TestDatabase {
    private static final int CONNECTIONS = 16;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static PostgresServer server;

    private TestDatabase() {}

    /** A new one; the caller closes it. */
    public static Database fresh() {
        PostgresServer postgres = server();
        String url = postgres.ensureDatabase("inventory_" + NUMBER.incrementAndGet());
        return Database.open(new DatabaseConfig(url, postgres.user(), postgres.password(), CONNECTIONS))
                .migrate();
    }

    private static synchronized PostgresServer server() {
        if (server == null) {
            server = PostgresServer.ephemeral();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-postgres"));
        }
        return server;
    }
}
