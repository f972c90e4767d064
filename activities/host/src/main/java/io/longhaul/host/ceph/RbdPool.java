package io.longhaul.host.ceph;

import com.ceph.rados.IoCTX;
import com.ceph.rados.exceptions.RadosException;
import com.ceph.rbd.jna.Rbd;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The RBD images of one pool. Calls throw as those of {@link CephClient} do. Threads may share it. */
public final class RbdPool implements AutoCloseable {
    private static final int IMAGE_SPEC = 16;
    private static final int TRASH_ENTRY = 40;
    private static final int DEFAULT_ORDER = 22;

    private final CephClient client;
    private final String name;
    private final IoCTX context;
    private final Shared users;

    RbdPool(CephClient client, String name, IoCTX context) {
        this.client = client;
        this.name = name;
        this.context = context;
        client.users().enter();
        this.users = new Shared("the pool " + name, this::end);
    }

    private void end() {
        try {
            context.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("rados-java says that it cannot be", e);
        } finally {
            client.users().leave();
        }
    }

    /** Its name in the cluster. */
    public String name() {
        return name;
    }

    /** Names of all images, without those in the trash. */
    public List<String> images() {
        return inUse(pool -> new RbdList<>(
                        IMAGE_SPEC,
                        (array, count) -> RbdExtra.LIBRARY.rbd_list2(pool, array, count),
                        entry -> text(entry, 8),
                        RbdExtra.LIBRARY::rbd_image_spec_list_cleanup)
                .get("the images of the pool " + name + " cannot be listed", facts()));
    }

    /** Makes an empty image with objects of 4 MiB and the cluster's usual features. */
    public void create(String image, long bytes) {
        inUse(pool -> withOptions(
                null,
                options -> CephFailures.checked(
                        RbdExtra.LIBRARY.rbd_create4(pool, image, bytes, options),
                        "the image " + named(image) + " cannot be made",
                        facts(image))));
    }

    /**
     * Makes an image that shares a snapshot's content.
     *
     * @param parents pool of the parent
     * @throws LonghaulException {@code WORLD_DISAGREES} when the parent or its snapshot is not there, or the image is;
     *     {@code STORAGE_ERROR} with EINVAL for {@link CloneFormat#PROTECTED} when the snapshot is not protected
     */
    public void cloneImage(RbdPool parents, String parent, String snapshot, String image, CloneFormat format) {
        inUse(pool -> parents.inUse(from -> withOptions(
                format,
                options -> CephFailures.checked(
                        RbdExtra.LIBRARY.rbd_clone3(from, parent, snapshot, pool, image, options),
                        "the image " + named(image) + " cannot be cloned from " + parents.named(parent) + "@"
                                + snapshot,
                        facts(image)))));
    }

    /** Opens an image for reading and writing; other clients may have it open too. */
    public RbdImage open(String image) {
        return open(image, null, false);
    }

    /**
     * Opens an image, or a snapshot of it, for reading.
     *
     * @param snapshot null: the image as it is now
     */
    public RbdImage openReadOnly(String image, String snapshot) {
        return open(image, snapshot, true);
    }

    private RbdImage open(String image, String snapshot, boolean readOnly) {
        return inUse(pool -> {
            Memory handle = new Memory(Native.POINTER_SIZE);
            int result = readOnly
                    ? Rbd.INSTANCE.rbd_open_read_only(pool, image, handle, snapshot)
                    : Rbd.INSTANCE.rbd_open(pool, image, handle, snapshot);
            CephFailures.checked(result, "the image " + named(image) + " cannot be opened", facts(image));
            return new RbdImage(this, image, handle.getPointer(0));
        });
    }

    /** Opens an image for reading; empty when there is none of that name outside the trash. */
    public Optional<RbdImage> find(String image) {
        try {
            return Optional.of(openReadOnly(image, null));
        } catch (LonghaulException e) {
            if (CephFailures.isAbsence(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether there is an image of that name, outside the trash. */
    public boolean has(String image) {
        Optional<RbdImage> found = find(image);
        found.ifPresent(RbdImage::close);
        return found.isPresent();
    }

    /**
     * Removes an image at once.
     *
     * @throws LonghaulException {@code STORAGE_IN_USE} when a client has it open, or it has snapshots
     */
    public void remove(String image) {
        inUse(pool -> CephFailures.checked(
                Rbd.INSTANCE.rbd_remove(pool, image),
                "the image " + named(image) + " cannot be removed",
                facts(image)));
    }

    /** Moves an image to the trash, where its children keep it alive; it is not removed before the time has passed. */
    public void moveToTrash(String image, Duration kept) {
        inUse(pool -> CephFailures.checked(
                RbdExtra.LIBRARY.rbd_trash_move(pool, image, kept.toSeconds()),
                "the image " + named(image) + " cannot be moved to the trash",
                facts(image)));
    }

    /** All images in the trash. */
    public List<RbdTrashed> trash() {
        return inUse(pool -> new RbdList<>(
                        TRASH_ENTRY,
                        (array, count) -> RbdExtra.LIBRARY.rbd_trash_list(pool, array, count),
                        entry -> new RbdTrashed(
                                text(entry, 0),
                                text(entry, 8),
                                Instant.ofEpochSecond(entry.getLong(24)),
                                Instant.ofEpochSecond(entry.getLong(32))),
                        RbdExtra.LIBRARY::rbd_trash_list_cleanup)
                .get("the trash of the pool " + name + " cannot be listed", facts()));
    }

    /** Takes an image out of the trash, under a name that is free. */
    public void restore(String trashId, String image) {
        inUse(pool -> CephFailures.checked(
                RbdExtra.LIBRARY.rbd_trash_restore(pool, trashId, image),
                "the image " + named(image) + " cannot be restored",
                facts(image)));
    }

    /**
     * Removes an image of the trash for ever.
     *
     * @param early even before its time has passed
     */
    public void purge(String trashId, boolean early) {
        inUse(pool -> CephFailures.checked(
                RbdExtra.LIBRARY.rbd_trash_remove_with_progress(
                        pool, trashId, (byte) (early ? 1 : 0), (done, total, data) -> 0, null),
                "the trashed image " + trashId + " of the pool " + name + " cannot be removed",
                facts(trashId)));
    }

    /** Whether there is an object of that name. */
    boolean hasObject(String object) {
        return inUse(pool -> {
            try {
                context.stat(object);
                return true;
            } catch (RadosException e) {
                if (Errno.ENOENT.is(e.getReturnValue())) {
                    return false;
                }
                throw CephFailures.of(e, "the object " + object + " cannot be looked at", facts());
            }
        });
    }

    @Override
    public void close() {
        users.close();
    }

    Shared users() {
        return users;
    }

    String named(String image) {
        return new ImageName(name, image).toString();
    }

    Map<String, String> facts(String image) {
        return Map.of("pool", name, "image", image);
    }

    private Map<String, String> facts() {
        return Map.of("pool", name);
    }

    private <T> T inUse(Function<Pointer, T> call) {
        users.enter();
        try {
            return call.apply(context.getPointer());
        } finally {
            users.leave();
        }
    }

    private static int withOptions(CloneFormat format, Function<Pointer, Integer> call) {
        PointerByReference created = new PointerByReference();
        RbdExtra.LIBRARY.rbd_image_options_create(created);
        Pointer options = created.getValue();
        try {
            RbdExtra.LIBRARY.rbd_image_options_set_uint64(options, RbdExtra.OPTION_ORDER, DEFAULT_ORDER);
            if (format != null) {
                RbdExtra.LIBRARY.rbd_image_options_set_uint64(options, RbdExtra.OPTION_CLONE_FORMAT, format.number());
            }
            return call.apply(options);
        } finally {
            RbdExtra.LIBRARY.rbd_image_options_destroy(options);
        }
    }

    static String text(Pointer struct, long offset) {
        Pointer text = struct.getPointer(offset);
        return text == null ? "" : text.getString(0);
    }
}
