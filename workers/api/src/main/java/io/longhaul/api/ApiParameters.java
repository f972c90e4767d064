package io.longhaul.api;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Parsers;
import java.nio.file.Path;
import java.util.List;

/** What the API is configured with. */
public final class ApiParameters {
    public static final ConfigParameter<String> ADDRESS = ConfigParameter.withDefault(
            "api.address",
            Parsers.text(),
            "127.0.0.1",
            "Address on which the API is served. It speaks plain HTTP: beyond loopback, put a proxy with TLS before it.");
    public static final ConfigParameter<Integer> PORT =
            ConfigParameter.withDefault("api.port", Parsers.port(), "8080", "Port of the API.");
    public static final ConfigParameter<Integer> CONNECTIONS = ConfigParameter.withDefault(
            "api.postgres.connections", Parsers.integer(1, 200), "16", "Connections to PostgreSQL at once, at most.");
    public static final ConfigParameter<Path> TOKENS_FILE = ConfigParameter.optional(
            "api.tokens.file",
            Parsers.path(),
            "File of tokens to make known at the start. A line has role (operator or tenant), tenant ('-' for an operator),"
                    + " SHA-256 of the token in hex, and a name.");

    private ApiParameters() {}

    /** All parameters of the process. */
    public static List<ConfigParameter<?>> all() {
        return CommonParameters.with(List.of(
                ADDRESS,
                PORT,
                CONNECTIONS,
                TOKENS_FILE,
                CommonParameters.POSTGRES_URL,
                CommonParameters.POSTGRES_USER,
                CommonParameters.POSTGRES_PASSWORD_FILE,
                CommonParameters.TEMPORAL_ADDRESS,
                CommonParameters.TEMPORAL_NAMESPACE,
                CommonParameters.SEAL_KEY_FILE));
    }
}
