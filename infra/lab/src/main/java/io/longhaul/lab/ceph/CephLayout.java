package io.longhaul.lab.ceph;

import java.nio.file.Path;

/**
 * The files of a cluster.
 *
 * @param folder of the cluster
 */
record CephLayout(Path folder) {

    /** Made once: who the cluster is, where its monitor is, and its first keys. */
    Path identity() {
        return folder.resolve("identity");
    }

    /** Key of {@code client.admin} and others; only their owner reads them. */
    Path keyring(String entity) {
        return identity().resolve(entity + ".keyring");
    }

    /** For the daemons and for {@code client.admin}. */
    Path configuration() {
        return folder.resolve("ceph.conf");
    }

    /** For a client that has its own keyring; names no other key. */
    Path clientConfiguration() {
        return folder.resolve("client.conf");
    }

    /** Folder of a daemon: its pid file, log and data. */
    Path run(String daemon) {
        return folder.resolve("run").resolve(daemon);
    }

    Path data(String daemon) {
        return run(daemon).resolve("data");
    }

    Path socket(String daemon) {
        return run(daemon).resolve("asok");
    }
}
