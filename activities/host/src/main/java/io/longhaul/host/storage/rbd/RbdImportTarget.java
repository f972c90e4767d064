package io.longhaul.host.storage.rbd;

import io.longhaul.host.Failures;
import io.longhaul.host.ceph.CephClient;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.storage.ImportTarget;
import io.longhaul.host.storage.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** An image in the pool of the templates that has no snapshot yet. */
final class RbdImportTarget implements ImportTarget {
    private final RbdPlace place;
    private final RbdConnection connection;
    private final String volume;

    RbdImportTarget(RbdPlace place, RbdConnection connection, String volume) {
        this.place = place;
        this.connection = connection;
        this.volume = volume;
    }

    @Override
    public String mark() {
        return "import:rbd:" + place.templatePool() + "/" + volume;
    }

    @Override
    public Path output() {
        return place.output("import", volume);
    }

    @Override
    public Destination prepare(ImageInfo image) {
        connection.with(client -> {
            try (RbdPool pool = client.pool(place.templatePool())) {
                pool.create(RbdPlace.image(volume), image.virtualSizeBytes());
                return true;
            }
        });
        String target = "driver=rbd,pool=%s,image=%s,user=%s,conf=%s"
                .formatted(
                        escaped(place.templatePool()),
                        RbdPlace.image(volume),
                        escaped(place.userName()),
                        escaped(configuration().toString()));
        return new Destination(List.of("-n", "--target-is-zero", "-t", "writeback", "--target-image-opts"), target);
    }

    /** QEMU has no word for the file of a key, so it is in a configuration of our own. */
    private Path configuration() {
        Path file = place.output("conf", volume);
        try {
            Files.deleteIfExists(file);
            // The configuration that is copied might have a key in it.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(
                    file,
                    Files.readString(place.access().configuration()) + "\n["
                            + place.access().user() + "]\nkeyring = "
                            + place.access().keyring() + "\nclient_mount_timeout = 30\n",
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw Failures.storage("the configuration for QEMU cannot be written", e);
        }
    }

    /** A comma ends a value unless it is doubled. */
    private static String escaped(String value) {
        return value.replace(",", ",,");
    }

    /** It writes its progress in steps of a hundredth of the image. */
    @Override
    public long written() {
        return ToolOutput.lastChange(output());
    }

    /** A cluster that is away, a key that is refused: qemu-img has many words for it, and few for what it cannot read. */
    @Override
    public boolean isBlamedBy(String words) {
        return !words.contains("error while reading");
    }

    @Override
    public void publish() {
        connection.with(client -> {
            try (RbdPool pool = client.pool(place.templatePool());
                    RbdImage image = pool.open(RbdPlace.image(volume))) {
                image.createSnapshot(RbdPlace.BASE);
                return true;
            }
        });
        forgetConfiguration();
    }

    @Override
    public boolean discard() {
        forgetConfiguration();
        return connection.with(client -> {
            try (RbdPool pool = client.pool(place.templatePool())) {
                if (!isUnfinished(pool)) {
                    return false;
                }
                fenceWatchers(client, pool);
                return RbdRemoval.remove(pool, RbdPlace.image(volume));
            }
        });
    }

    private boolean isUnfinished(RbdPool pool) {
        return RbdTemplates.state(pool, volume) == RbdTemplates.State.UNFINISHED;
    }

    /** Only a tool of an import has it open, and that one is dead; it did not say so to the cluster. */
    private void fenceWatchers(CephClient client, RbdPool pool) {
        Set<String> watchers = RbdRemoval.watchers(pool, RbdPlace.image(volume));
        watchers.forEach(address -> client.blocklist(address, RbdPlace.FENCED));
    }

    private void forgetConfiguration() {
        try {
            Files.deleteIfExists(place.output("conf", volume));
        } catch (IOException e) {
            throw Failures.storage("the configuration for QEMU cannot be removed", e);
        }
    }
}
