package io.longhaul.host.storage.rbd;

import io.longhaul.host.Names;
import io.longhaul.host.ceph.CephAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Where the volumes of a storage are, and what their images are called: by the volume's id. An image has that name from its
 * first moment on, since giving an image another name is not one step in Ceph, and a name can be left behind. A template is whole when it
 * has its snapshot; an image of the other pool is a clone from its first moment on.
 *
 * @param name of the storage in the cluster of hosts
 * @param access to the storage cluster
 * @param diskPool where clones are made
 * @param templatePool where images are imported to; another one
 * @param monitors {@code host:port} of each, for QEMU; empty: it asks its own {@code ceph.conf}
 * @param secret id of the secret of libvirt that has the user's key
 * @param work folder for the output of tools, on the node and never shared
 */
public record RbdPlace(
        String name,
        CephAccess access,
        String diskPool,
        String templatePool,
        List<String> monitors,
        UUID secret,
        Path work) {
    /** The snapshot of a template that its clones stand on. */
    static final String BASE = "longhaul-base";

    /** How long a dead client stays fenced. It does not come back; the entry only has to outlive what it had sent. */
    static final Duration FENCED = Duration.ofHours(1);

    public RbdPlace {
        if (diskPool.equals(templatePool)) {
            throw new IllegalArgumentException("templates and disks need two pools, not both " + diskPool);
        }
        monitors = List.copyOf(monitors);
        work = work.toAbsolutePath().normalize();
    }

    /** The image of a volume. */
    static String image(String volume) {
        return Names.requireId(volume);
    }

    /** What the tool that works on the volume says. */
    Path output(String kind, String volume) {
        return work.resolve(Names.requireId(volume) + "." + kind);
    }

    /** Where the VM's NoCloud disk lies. */
    Path seed(String vm) {
        return work.resolve(Names.requireId(vm) + ".seed.img");
    }

    /** The user's name without its type. */
    String userName() {
        return access.user().substring(access.user().indexOf('.') + 1);
    }
}
