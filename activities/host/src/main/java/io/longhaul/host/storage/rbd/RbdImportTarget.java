package io.longhaul.host.storage.rbd;

import io.longhaul.host.Failures;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.storage.ImportTarget;
import io.longhaul.host.storage.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** An image beside the volume's, in the pool of the templates. It has its snapshot before it has its name. */
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
        inPool(pool -> pool.create(RbdPlace.partial(volume), image.virtualSizeBytes()));
        String target = "driver=rbd,pool=%s,image=%s,user=%s,conf=%s"
                .formatted(
                        place.templatePool(),
                        RbdPlace.partial(volume),
                        place.userName(),
                        escaped(configuration().toString()));
        return new Destination(List.of("-n", "--target-is-zero", "-t", "writeback", "--target-image-opts"), target);
    }

    /** QEMU has no word for the file of a key, so it is in a configuration of our own; the key itself is not. */
    private Path configuration() {
        Path file = place.work().resolve("qemu.conf");
        try {
            Files.writeString(
                    file,
                    Files.readString(place.access().configuration()) + "\n["
                            + place.access().user() + "]\nkeyring = "
                            + place.access().keyring() + "\n");
            return file;
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

    @Override
    public void publish() {
        inPool(pool -> {
            try (RbdImage image = pool.open(RbdPlace.partial(volume))) {
                image.createSnapshot(RbdPlace.BASE);
            }
            pool.rename(RbdPlace.partial(volume), RbdPlace.image(volume));
        });
    }

    @Override
    public boolean discard() {
        boolean[] removed = new boolean[1];
        inPool(pool -> removed[0] = RbdRemoval.remove(pool, RbdPlace.partial(volume)));
        return removed[0];
    }

    private void inPool(Consumer<RbdPool> call) {
        connection.with(place.templatePool(), place.templatePool(), (pool, same) -> {
            call.accept(pool);
            return true;
        });
    }
}
