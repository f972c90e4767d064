package io.longhaul.host.ceph;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of librbd that rados-java 0.6.0 lacks, on its own pool and image pointers. Names and signatures are those of
 * {@code librbd.h} of Ceph 16.2; a {@code size_t} or {@code uint64_t} is a {@code long} here.
 */
interface RbdExtra extends Library {
    RbdExtra LIBRARY = Native.load("rbd", RbdExtra.class);

    /** {@code RBD_IMAGE_OPTION_ORDER} and {@code RBD_IMAGE_OPTION_CLONE_FORMAT}. */
    int OPTION_ORDER = 2;

    int OPTION_CLONE_FORMAT = 12;

    /** {@code RBD_LOCK_MODE_EXCLUSIVE}. */
    int LOCK_EXCLUSIVE = 0;

    /** {@code RBD_FEATURE_STRIPINGV2}: stripe unit or count are not the usual ones. */
    long FEATURE_STRIPING = 1 << 1;

    /** {@code RBD_FEATURE_OBJECT_MAP} and {@code RBD_FEATURE_FAST_DIFF}, of {@code rbd/features.h}. */
    long FEATURE_OBJECT_MAP = 1 << 3;

    long FEATURE_FAST_DIFF = 1 << 4;

    /** {@code RBD_SNAP_NAMESPACE_TYPE_USER}. */
    int SNAPSHOT_OF_USER = 0;

    /** {@code librbd_progress_fn_t}; an answer other than 0 ends the call with it. Hold it strongly across the call. */
    interface Progress extends Callback {
        int at(long done, long total, Pointer data);
    }

    /** Of {@code rbd_diff_iterate2}. */
    interface Extent extends Callback {
        int found(long offset, long length, int exists, Pointer data);
    }

    void rbd_image_options_create(PointerByReference options);

    void rbd_image_options_destroy(Pointer options);

    int rbd_image_options_set_uint64(Pointer options, int name, long value);

    int rbd_create4(Pointer pool, String name, long size, Pointer options);

    int rbd_clone3(Pointer parentPool, String parent, String snapshot, Pointer pool, String name, Pointer options);

    int rbd_list2(Pointer pool, Pointer images, LongByReference count);

    void rbd_image_spec_list_cleanup(Pointer images, NativeLong count);

    int rbd_get_size(Pointer image, LongByReference bytes);

    int rbd_get_overlap(Pointer image, LongByReference bytes);

    int rbd_get_id(Pointer image, byte[] id, NativeLong length);

    int rbd_get_parent(Pointer image, Pointer parent, Pointer snapshot);

    void rbd_linked_image_spec_cleanup(Pointer image);

    void rbd_snap_spec_cleanup(Pointer snapshot);

    int rbd_list_children3(Pointer image, Pointer children, LongByReference count);

    void rbd_linked_image_spec_list_cleanup(Pointer images, NativeLong count);

    int rbd_get_flags(Pointer image, LongByReference flags);

    int rbd_get_features(Pointer image, LongByReference features);

    int rbd_flatten_with_progress(Pointer image, Progress progress, Pointer data);

    int rbd_diff_iterate2(
            Pointer image,
            String fromSnapshot,
            long offset,
            long length,
            byte includeParent,
            byte wholeObject,
            Extent found,
            Pointer data);

    NativeLong rbd_read(Pointer image, long offset, NativeLong length, byte[] bytes);

    NativeLong rbd_write(Pointer image, long offset, NativeLong length, byte[] bytes);

    NativeLong rbd_compare_and_write(
            Pointer image,
            long offset,
            NativeLong length,
            byte[] expected,
            byte[] bytes,
            LongByReference mismatch,
            int flags);

    int rbd_get_block_name_prefix(Pointer image, byte[] prefix, NativeLong length);

    int rbd_flush(Pointer image);

    int rbd_snap_list(Pointer image, Pointer snapshots, IntByReference count);

    void rbd_snap_list_end(Pointer snapshots);

    int rbd_snap_get_namespace_type(Pointer image, long snapshot, IntByReference type);

    int rbd_lock_acquire(Pointer image, int mode);

    int rbd_lock_release(Pointer image);

    int rbd_is_exclusive_lock_owner(Pointer image, IntByReference isOwner);

    int rbd_lock_get_owners(Pointer image, IntByReference mode, Pointer owners, LongByReference count);

    void rbd_lock_get_owners_cleanup(Pointer owners, NativeLong count);

    int rbd_lock_break(Pointer image, int mode, String owner);

    int rbd_watchers_list(Pointer image, Pointer watchers, LongByReference count);

    void rbd_watchers_list_cleanup(Pointer watchers, NativeLong count);

    int rbd_metadata_set(Pointer image, String key, String value);

    int rbd_metadata_list(
            Pointer image,
            String start,
            long most,
            Pointer keys,
            LongByReference keysLength,
            Pointer values,
            LongByReference valuesLength);

    int rbd_trash_move(Pointer pool, String name, long delaySeconds);

    int rbd_trash_list(Pointer pool, Pointer entries, LongByReference count);

    void rbd_trash_list_cleanup(Pointer entries, NativeLong count);

    int rbd_trash_restore(Pointer pool, String id, String name);

    int rbd_trash_remove_with_progress(Pointer pool, String id, byte force, Progress progress, Pointer data);
}
