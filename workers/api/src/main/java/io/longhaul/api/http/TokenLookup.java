package io.longhaul.api.http;

import io.longhaul.inventory.Principal;
import java.util.Optional;

/** Where tokens are known by their hashes. */
@FunctionalInterface
public interface TokenLookup {
    /**
     * The holder of a token; empty when it is not known or has expired.
     *
     * @param sha256Hex SHA-256 of the token's UTF-8 bytes, in lower-case hex
     */
    Optional<Principal> find(String sha256Hex);
}
