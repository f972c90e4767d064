package io.longhaul.host.libvirt;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Where the bytes of a domain's disk are, as its definition says. */
public sealed interface DiskSource {
    /** What tells it from every other source in a domain's document. */
    String key();

    /**
     * A file of this node.
     *
     * @param file absolute path
     * @param format QEMU's word for its format, for instance {@code qcow2}
     */
    record File(Path file, String format) implements DiskSource {
        public File {
            Objects.requireNonNull(file);
            Objects.requireNonNull(format);
        }

        @Override
        public String key() {
            return file.toString();
        }
    }

    /**
     * An RBD image of a Ceph cluster.
     *
     * @param pool name of the pool
     * @param image name of the image
     * @param monitors {@code host:port} of each; empty: those of the node's own {@code ceph.conf}
     * @param user without its type, for instance {@code longhaul}
     * @param secret id of the secret of libvirt that has the user's key
     */
    record Rbd(String pool, String image, List<String> monitors, String user, UUID secret) implements DiskSource {
        public Rbd {
            monitors = List.copyOf(monitors);
            Objects.requireNonNull(secret);
        }

        /** As libvirt writes it. */
        public String name() {
            return pool + "/" + image;
        }

        @Override
        public String key() {
            return "rbd:" + name();
        }
    }
}
