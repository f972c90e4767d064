package io.longhaul.host.ceph;

import com.ceph.rbd.jna.Rbd;
import com.ceph.rbd.jna.RbdImageInfo;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** An open image. Calls throw as those of {@link CephClient} do. */
public final class RbdImage implements AutoCloseable {
    private static final int LINKED_IMAGE = 48;
    private static final int SNAP_SPEC = 24;
    private static final int SNAP_INFO = 24;
    private static final int WATCHER = 24;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_PREFIX = 128;
    private static final long MOST_METADATA_BYTES = 1 << 20;

    private final RbdPool pool;
    private final String name;
    private final Pointer handle;
    private final Shared users;

    RbdImage(RbdPool pool, String name, Pointer handle) {
        this.pool = pool;
        this.name = name;
        this.handle = handle;
        pool.users().enter();
        this.users = new Shared("the image " + pool.named(name), this::end);
    }

    private void end() {
        try {
            failUnless(Rbd.INSTANCE.rbd_close(handle), "cannot be closed");
        } finally {
            pool.users().leave();
        }
    }

    /** Its id, which stays when it is renamed or in the trash. */
    public String id() {
        byte[] id = new byte[LONGEST_ID];
        return inUse(image -> {
            failUnless(RbdExtra.LIBRARY.rbd_get_id(image, id, new NativeLong(id.length)), "does not tell its id");
            return zeroEnded(id);
        });
    }

    private static String zeroEnded(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).split("\0", 2)[0];
    }

    /** Its size in bytes, as a guest sees it. */
    public long bytes() {
        LongByReference bytes = new LongByReference();
        return inUse(image -> {
            failUnless(RbdExtra.LIBRARY.rbd_get_size(image, bytes), "does not tell its size");
            return bytes.getValue();
        });
    }

    /** What it depends on; empty: it is independent. */
    public Optional<RbdParent> parent() {
        Memory parent = new Memory(LINKED_IMAGE);
        Memory snapshot = new Memory(SNAP_SPEC);
        return inUse(image -> {
            int result = RbdExtra.LIBRARY.rbd_get_parent(image, parent, snapshot);
            if (Errno.ENOENT.is(result)) {
                return Optional.empty();
            }
            failUnless(result, "does not tell its parent");
            try {
                return Optional.of(new RbdParent(
                        new ImageName(RbdPool.text(parent, 8), RbdPool.text(parent, 32)),
                        RbdPool.text(parent, 24),
                        RbdPool.text(snapshot, 16),
                        parent.getByte(40) != 0,
                        overlap(image)));
            } finally {
                RbdExtra.LIBRARY.rbd_linked_image_spec_cleanup(parent);
                RbdExtra.LIBRARY.rbd_snap_spec_cleanup(snapshot);
            }
        });
    }

    private long overlap(Pointer image) {
        LongByReference bytes = new LongByReference();
        failUnless(RbdExtra.LIBRARY.rbd_get_overlap(image, bytes), "does not tell what it shares with its parent");
        return bytes.getValue();
    }

    /**
     * The images, in any pool, that were cloned from it and still depend on it: of the snapshot that was opened, or of all
     * snapshots, those in its trash included.
     */
    public List<RbdChild> children() {
        return inUse(image -> new RbdList<>(
                        LINKED_IMAGE,
                        (array, count) -> RbdExtra.LIBRARY.rbd_list_children3(image, array, count),
                        entry -> new RbdChild(
                                new ImageName(RbdPool.text(entry, 8), RbdPool.text(entry, 32)),
                                RbdPool.text(entry, 24),
                                entry.getByte(40) != 0),
                        RbdExtra.LIBRARY::rbd_linked_image_spec_list_cleanup)
                .get("the children of the image " + pool.named(name) + " cannot be listed", facts()));
    }

    /**
     * Makes it independent: every object that it shares with its parent is copied. Before that, {@link NotedObjects} are
     * copied one by one.
     *
     * @return false: the listener ended it, and it still depends on its parent
     * @throws LonghaulException {@code STORAGE_ERROR} with EINVAL when it is independent already
     */
    public boolean flatten(ByteProgress listener) {
        long bytes = parent().map(RbdParent::overlapBytes).orElse(0L);
        while (bytes == 0 || new NotedObjects(this, bytes).copyUp(() -> listener.goesOn(0, bytes))) {
            ObjectProgress progress = new ObjectProgress(listener, bytes, System.nanoTime());
            boolean whole = flattened(progress);
            if (whole || progress.ended()) {
                return whole;
            }
        }
        return false;
    }

    /** One run of librbd; false: the progress ended it. */
    private boolean flattened(ObjectProgress progress) {
        return inUse(image -> {
            try {
                int result = RbdExtra.LIBRARY.rbd_flatten_with_progress(image, progress, null);
                if (Errno.ECANCELED.is(result) && (progress.ended() || progress.restarted())) {
                    return false;
                }
                failUnless(result, "cannot be flattened");
                return true;
            } finally {
                // librbd calls it from threads of its own, of which the collector knows nothing.
                Reference.reachabilityFence(progress);
            }
        });
    }

    /** Whether it keeps a map of its objects, by which librbd tells what exists without looking. */
    boolean hasObjectMap() {
        return (features() & RbdExtra.FEATURE_OBJECT_MAP) != 0;
    }

    /** Size of its objects in bytes. */
    long objectBytes() {
        RbdImageInfo info = new RbdImageInfo();
        return inUse(image -> {
            failUnless(Rbd.INSTANCE.rbd_stat(image, info, info.size()), "does not tell the size of its objects");
            return info.obj_size;
        });
    }

    /** Fails where an object holds other bytes than those from its number times its size on. */
    void requireUnstriped() {
        if ((features() & RbdExtra.FEATURE_STRIPING) != 0) {
            throw LonghaulException.of(
                    FailureCode.STORAGE_ERROR,
                    "the image " + pool.named(name)
                            + " is striped over its objects, which Longhaul cannot flatten safely",
                    facts());
        }
    }

    /** Whether {@link #extents} come from that map; otherwise, or while a map is invalid, the objects themselves are looked at. */
    boolean tellsExtentsByMap() {
        LongByReference flags = new LongByReference();
        inUse(image -> failUnless(RbdExtra.LIBRARY.rbd_get_flags(image, flags), "does not tell its flags"));
        return (features() & RbdExtra.FEATURE_FAST_DIFF) != 0 && flags.getValue() == 0;
    }

    private long features() {
        LongByReference features = new LongByReference();
        return inUse(image -> {
            failUnless(RbdExtra.LIBRARY.rbd_get_features(image, features), "does not tell its features");
            return features.getValue();
        });
    }

    /** Whether the object that holds its bytes from {@code number} times the size of an object on is there. */
    boolean hasObject(long number) {
        byte[] prefix = new byte[LONGEST_PREFIX];
        String name = inUse(image -> {
            failUnless(
                    RbdExtra.LIBRARY.rbd_get_block_name_prefix(image, prefix, new NativeLong(prefix.length)),
                    "does not tell the names of its objects");
            return "%s.%016x".formatted(zeroEnded(prefix), number);
        });
        return pool.hasObject(name);
    }

    /**
     * Writes a few bytes again as they are, so that the object that they belong to is copied from the parent if it is not there.
     * Whoever writes beside it is not disturbed: other bytes are not overwritten.
     */
    void rewrite(long offset, int length) {
        byte[] bytes = new byte[length];
        int read = read(offset, bytes);
        inUse(image -> {
            int result = RbdExtra.LIBRARY
                    .rbd_compare_and_write(image, offset, new NativeLong(read), bytes, bytes, new LongByReference(), 0)
                    .intValue();
            // Somebody has written there since: the object exists.
            return Errno.EILSEQ.is(result) ? 0 : failUnless(result, "cannot be written");
        });
    }

    /** Its snapshots, without those in its trash and those of groups. */
    public List<RbdSnapshot> snapshots() {
        return inUse(image -> new RbdList<>(
                        SNAP_INFO,
                        (array, count) -> {
                            IntByReference room = new IntByReference((int) count.getValue());
                            int result = RbdExtra.LIBRARY.rbd_snap_list(image, array, room);
                            count.setValue(result < 0 ? room.getValue() : result);
                            return result;
                        },
                        entry -> new RbdSnapshot(entry.getLong(0), RbdPool.text(entry, 16), entry.getLong(8)),
                        (array, count) -> RbdExtra.LIBRARY.rbd_snap_list_end(array))
                .get("the snapshots of the image " + pool.named(name) + " cannot be listed", facts()).stream()
                        .filter(snapshot -> isOfUser(image, snapshot))
                        .toList());
    }

    private boolean isOfUser(Pointer image, RbdSnapshot snapshot) {
        IntByReference type = new IntByReference();
        int result = RbdExtra.LIBRARY.rbd_snap_get_namespace_type(image, snapshot.id(), type);
        if (Errno.ENOENT.is(result)) {
            return false; // removed meanwhile
        }
        failUnless(result, "does not tell what its snapshot " + snapshot.name() + " is");
        return type.getValue() == RbdExtra.SNAPSHOT_OF_USER;
    }

    /** Makes a snapshot. */
    public void createSnapshot(String snapshot) {
        onSnapshot(snapshot, "cannot be made", image -> Rbd.INSTANCE.rbd_snap_create(image, snapshot));
    }

    /**
     * Removes a snapshot. One that clones of {@link CloneFormat#UNPROTECTED} stand on goes to the image's trash.
     *
     * @throws LonghaulException {@code STORAGE_IN_USE} when it is protected
     */
    public void removeSnapshot(String snapshot) {
        onSnapshot(snapshot, "cannot be removed", image -> Rbd.INSTANCE.rbd_snap_remove(image, snapshot));
    }

    /** Protects a snapshot; one that is protected already is left so. */
    public void protect(String snapshot) {
        if (!isProtected(snapshot)) {
            onSnapshot(snapshot, "cannot be protected", image -> Rbd.INSTANCE.rbd_snap_protect(image, snapshot));
        }
    }

    /**
     * Takes a snapshot's protection away; one without it is left so.
     *
     * @throws LonghaulException {@code STORAGE_IN_USE} when clones of {@link CloneFormat#PROTECTED} stand on it
     */
    public void unprotect(String snapshot) {
        if (isProtected(snapshot)) {
            onSnapshot(snapshot, "cannot be unprotected", image -> Rbd.INSTANCE.rbd_snap_unprotect(image, snapshot));
        }
    }

    /** Whether a snapshot is protected. */
    public boolean isProtected(String snapshot) {
        IntByReference answer = new IntByReference();
        onSnapshot(
                snapshot,
                "does not tell whether it is protected",
                image -> Rbd.INSTANCE.rbd_snap_is_protected(image, snapshot, answer));
        return answer.getValue() != 0;
    }

    /**
     * Takes the exclusive lock over from an owner that gives it away. It is no way to end the owner's flatten: one was seen to
     * complete all the same (Ceph 16.2). Who wants to end a flatten ends its process, or fences its client.
     */
    public void acquireLock() {
        inUse(image -> failUnless(
                RbdExtra.LIBRARY.rbd_lock_acquire(image, RbdExtra.LOCK_EXCLUSIVE), "does not give its lock"));
    }

    /** Gives the lock back. */
    public void releaseLock() {
        inUse(image -> failUnless(RbdExtra.LIBRARY.rbd_lock_release(image), "does not take its lock back"));
    }

    /** Whether this open image has the exclusive lock. */
    public boolean ownsLock() {
        IntByReference answer = new IntByReference();
        return inUse(image -> {
            failUnless(RbdExtra.LIBRARY.rbd_is_exclusive_lock_owner(image, answer), "does not tell its lock");
            return answer.getValue() != 0;
        });
    }

    /** The clients that have its lock, as librbd names them; empty: nobody has. It must be open for writing. */
    public List<String> lockOwners() {
        IntByReference mode = new IntByReference();
        return inUse(image -> {
            try {
                return new RbdList<>(
                                8,
                                (array, count) -> RbdExtra.LIBRARY.rbd_lock_get_owners(image, mode, array, count),
                                entry -> RbdPool.text(entry, 0),
                                RbdExtra.LIBRARY::rbd_lock_get_owners_cleanup)
                        .get("the owners of the lock of " + pool.named(name) + " cannot be listed", facts());
            } catch (LonghaulException e) {
                // That is how librbd says that nobody has it.
                if (CephFailures.isAbsence(e)) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    /** Takes the lock from a client that does not answer; librbd blocklists it first. */
    public void breakLock(String owner) {
        inUse(image ->
                failUnless(RbdExtra.LIBRARY.rbd_lock_break(image, RbdExtra.LOCK_EXCLUSIVE, owner), "keeps its lock"));
    }

    /** The clients that have it open for writing, this one included. */
    public List<RbdWatcher> watchers() {
        return inUse(image -> new RbdList<>(
                        WATCHER,
                        (array, count) -> RbdExtra.LIBRARY.rbd_watchers_list(image, array, count),
                        entry -> new RbdWatcher(RbdPool.text(entry, 0), entry.getLong(8)),
                        RbdExtra.LIBRARY::rbd_watchers_list_cleanup)
                .get("the watchers of the image " + pool.named(name) + " cannot be listed", facts()));
    }

    /** Notes something on the image, for people and for the audit; in the place of what the key had. */
    public void setMetadata(String key, String value) {
        inUse(image ->
                failUnless(RbdExtra.LIBRARY.rbd_metadata_set(image, key, value), "does not take the metadata " + key));
    }

    /** All that is noted on the image. */
    public Map<String, String> metadata() {
        return inUse(image -> {
            Memory keys = new Memory(MOST_METADATA_BYTES);
            Memory values = new Memory(MOST_METADATA_BYTES);
            LongByReference keysLength = new LongByReference(MOST_METADATA_BYTES);
            LongByReference valuesLength = new LongByReference(MOST_METADATA_BYTES);
            failUnless(
                    RbdExtra.LIBRARY.rbd_metadata_list(image, "", 0, keys, keysLength, values, valuesLength),
                    "does not tell its metadata");
            List<String> names = texts(keys, keysLength.getValue());
            List<String> texts = texts(values, valuesLength.getValue());
            Map<String, String> all = new TreeMap<>();
            for (int i = 0; i < names.size(); i++) {
                all.put(names.get(i), texts.get(i));
            }
            return all;
        });
    }

    /** Texts that lie one behind the other, each with its closing zero. */
    private static List<String> texts(Memory memory, long length) {
        List<String> all = new ArrayList<>();
        for (long at = 0; at < length; ) {
            byte[] text = memory.getByteArray(at, (int) memory.indexOf(at, (byte) 0));
            all.add(new String(text, StandardCharsets.UTF_8));
            at += text.length + 1;
        }
        return all;
    }

    /** Bytes that it holds itself, in whole objects where the cluster keeps an object map. */
    public long ownBytes() {
        return extents(false).stream().mapToLong(RbdExtent::bytes).sum();
    }

    /** Bytes that are not known to be zero, its parent's included. */
    public long contentBytes() {
        return extents(true).stream().mapToLong(RbdExtent::bytes).sum();
    }

    /** What it holds, in whole objects; with or without what its parent holds for it. */
    List<RbdExtent> extents(boolean withParent) {
        long size = bytes();
        return inUse(image -> {
            List<RbdExtent> all = new ArrayList<>();
            RbdExtra.Extent found = (offset, length, exists, data) -> {
                if (exists != 0) {
                    all.add(new RbdExtent(offset, length));
                }
                return 0;
            };
            try {
                failUnless(
                        RbdExtra.LIBRARY.rbd_diff_iterate2(
                                image, null, 0, size, (byte) (withParent ? 1 : 0), (byte) 1, found, null),
                        "does not tell what it holds");
                return all;
            } finally {
                Reference.reachabilityFence(found);
            }
        });
    }

    /** Makes it larger; smaller is refused, for that would lose data. */
    public void grow(long newBytes) {
        if (newBytes < bytes()) {
            throw new IllegalArgumentException("an image is not made smaller");
        }
        inUse(image -> failUnless(Rbd.INSTANCE.rbd_resize(image, newBytes), "cannot be made larger"));
    }

    /** Reads; fewer bytes than asked for only at its end. */
    public int read(long offset, byte[] bytes) {
        return inUse(image -> failUnless(
                RbdExtra.LIBRARY
                        .rbd_read(image, offset, new NativeLong(bytes.length), bytes)
                        .intValue(),
                "cannot be read"));
    }

    /** Writes all of the bytes; they are safe after {@link #flush()}. */
    public void write(long offset, byte[] bytes) {
        inUse(image -> failUnless(
                RbdExtra.LIBRARY
                        .rbd_write(image, offset, new NativeLong(bytes.length), bytes)
                        .intValue(),
                "cannot be written"));
    }

    /** Returns when all that was written is safe. */
    public void flush() {
        inUse(image -> failUnless(RbdExtra.LIBRARY.rbd_flush(image), "cannot be flushed"));
    }

    @Override
    public void close() {
        users.close();
    }

    private int failUnless(int result, String problem) {
        return CephFailures.checked(result, "the image " + pool.named(name) + " " + problem, facts());
    }

    private void onSnapshot(String snapshot, String problem, Function<Pointer, Integer> call) {
        inUse(image -> CephFailures.checked(
                call.apply(image),
                "the snapshot " + pool.named(name) + "@" + snapshot + " " + problem,
                Map.of("pool", pool.name(), "image", name, "snapshot", snapshot)));
    }

    private Map<String, String> facts() {
        return pool.facts(name);
    }

    private <T> T inUse(Function<Pointer, T> call) {
        users.enter();
        try {
            return call.apply(handle);
        } finally {
            users.leave();
        }
    }
}
