package io.longhaul.cli.http;

import io.longhaul.cli.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the API is, and who asks.
 *
 * @param api base address, without a slash at its end
 * @param token bearer token; never printed
 * @param tenant the tenant for whom an operator asks; null: the token's own, or all
 */
public record Connection(URI api, String token, String tenant) {
    public Connection {
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(token, "token");
        if (api.getScheme() == null || !api.getScheme().matches("https?") || api.getHost() == null) {
            throw new UsageException("the API's address is like http://127.0.0.1:8080, not '" + api + "'");
        }
    }

    /**
     * The token in a file: its first line.
     *
     * @throws UsageException when the file cannot be read or is empty
     */
    public static String readToken(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || token.contains("\n")) {
                throw new UsageException("the token file " + file + " must hold one line: the token");
            }
            return token;
        } catch (IOException e) {
            throw new UsageException("cannot read the token file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Without the token, so that it can never reach a log. */
    @Override
    public String toString() {
        return api + (tenant == null ? "" : " for tenant " + tenant);
    }
}
