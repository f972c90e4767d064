package io.longhaul.inventory.session;

import io.longhaul.inventory.DatabaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections to PostgreSQL that belong to no pool, for what lives as long as its session. */
@FunctionalInterface
public interface Sessions {
    /** A new connection, in auto-commit mode. */
    Connection open() throws SQLException;

    /** With a name under which {@code pg_stat_activity} shows them. */
    static Sessions of(DatabaseConfig config, String name) {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", name);
        return () -> DriverManager.getConnection(config.url(), properties);
    }
}
