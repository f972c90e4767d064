package io.longhaul.host.storage;

import java.util.Optional;

/**
 * A volume as it is found.
 *
 * @param virtualBytes guest-visible size in bytes
 * @param parent what it depends on, as the storage writes it; empty: independent
 */
public record VolumeFacts(long virtualBytes, Optional<String> parent) {
    /** Whether it needs no other volume. */
    public boolean independent() {
        return parent.isEmpty();
    }
}
