package io.longhaul.inventory;

import java.util.Objects;

/**
 * Where the inventory is.
 *
 * @param url JDBC address, {@code jdbc:postgresql://HOST:PORT/DATABASE}
 * @param user its user
 * @param password that user's password
 * @param connections connections at once, at most
 */
public record DatabaseConfig(String url, String user, String password, int connections) {
    public DatabaseConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection");
        }
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
