package io.longhaul.control;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections to PostgreSQL that belong to no pool, for what lives as long as its session. */
@FunctionalInterface
public interface Sessions {
    /** A new connection, in auto-commit mode. */
    Connection open() throws SQLException;

    /** By the configuration. */
    static Sessions of(Configuration configuration) {
        Properties properties = new Properties();
        properties.setProperty("user", configuration.get(CommonParameters.POSTGRES_USER));
        properties.setProperty(
                "password",
                configuration.get(CommonParameters.POSTGRES_PASSWORD_FILE).text());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "longhaul-control-session");
        String url = configuration.get(CommonParameters.POSTGRES_URL);
        return () -> DriverManager.getConnection(url, properties);
    }
}
