package io.longhaul.host.ceph;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a cluster is reached.
 *
 * @param configuration absolute path of a {@code ceph.conf} that names the monitors
 * @param user with its type, for instance {@code client.longhaul}
 * @param keyring absolute path of the file with the user's key; only librados reads it
 */
public record CephAccess(Path configuration, String user, Path keyring) {
    public CephAccess {
        Objects.requireNonNull(user);
        configuration = configuration.toAbsolutePath().normalize();
        keyring = keyring.toAbsolutePath().normalize();
    }
}
