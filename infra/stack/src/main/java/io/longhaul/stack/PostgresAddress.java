package io.longhaul.stack;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a PostgreSQL is, ours or the operator's, and who we are there.
 *
 * @param host name or address
 * @param port TCP port
 * @param user owns the inventory; may create databases and roles
 * @param passwordFile holds the password; mode 0600
 */
public record PostgresAddress(String host, int port, String user, Path passwordFile) {

    public PostgresAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(passwordFile, "passwordFile");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /** Address of {@code database} for JDBC, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    public String password() {
        return Secrets.read(passwordFile);
    }
}
