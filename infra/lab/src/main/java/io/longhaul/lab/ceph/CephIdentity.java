package io.longhaul.lab.ceph;

import io.longhaul.stack.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Who a cluster is: its monitors and OSDs know it by this for ever.
 *
 * @param fsid the cluster's id
 * @param ports of its monitor, of the second and the first version of the protocol
 */
record CephIdentity(String fsid, List<Integer> ports) {
    private static final String FILE = "cluster";

    CephIdentity {
        ports = List.copyOf(ports);
    }

    /** The identity in the layout's folder, made with its keys when there is none. */
    static CephIdentity ensure(CephLayout layout, CephPlace place, CephOptions options) {
        Folders.createOnce(layout.identity(), part -> {
            new CephKeys(part).make(options.osds());
            List<Integer> ports = place.newPorts();
            write(part.resolve(FILE), UUID.randomUUID() + " " + ports.get(0) + " " + ports.get(1) + "\n");
        });
        return read(layout);
    }

    /** The identity of a cluster that was made. */
    static CephIdentity read(CephLayout layout) {
        try {
            String[] words =
                    Files.readString(layout.identity().resolve(FILE)).strip().split(" ", -1);
            return new CephIdentity(words[0], List.of(Integer.valueOf(words[1]), Integer.valueOf(words[2])));
        } catch (IOException e) {
            throw new UncheckedIOException("no cluster was made in " + layout.folder(), e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
