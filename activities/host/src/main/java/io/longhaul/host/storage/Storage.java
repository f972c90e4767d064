package io.longhaul.host.storage;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.libvirt.DiskSource;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One storage of a node and the volumes in it, by id. Every call is repeatable: it looks for its own finished work
 * first. None of them checks a fence; the activities do.
 *
 * <p>All calls throw {@link io.longhaul.schemas.failure.LonghaulException}: {@code STORAGE_FULL}, {@code STORAGE_ERROR},
 * {@code TOOL_FAILED}, {@code DEADLINE_EXCEEDED}, or {@code WORLD_DISAGREES} when something else lies where the work
 * should be.
 */
public interface Storage {
    /** The storage's name in the cluster. */
    String name();

    /** The driver's name, for instance {@code qcow2}. */
    String kind();

    /** Size and free space, in bytes. */
    Space space();

    /** All that lies in it, ours or not; a folder counts as one foreign file. */
    List<FoundFile> files();

    /** What a volume is; empty when there is none of that id. */
    Optional<VolumeFacts> facts(String volume);

    /**
     * Makes a clone that shares the parent's content.
     *
     * @param capacityBytes at least the parent's
     * @return whether it was made now; false: it was there
     */
    boolean cloneVolume(String volume, String parent, long capacityBytes);

    /** Removes a volume and what was left of work on it; false: there was nothing. */
    boolean remove(String volume);

    /** Flattening of a volume that no VM has open. */
    OfflineFlatten offlineFlatten(String volume);

    /** What protects a volume while QEMU pulls its parent's content into it. */
    PullRecord pullRecord(String volume);

    /**
     * Converts an inspected image into a volume; a volume that is there already is left as it is.
     *
     * @throws io.longhaul.schemas.failure.LonghaulException {@code IMAGE_CORRUPT} when QEMU cannot read the image
     */
    void importImage(Path image, ImageInfo info, String volume, EffectGuard guard, Heartbeat heartbeat);

    /** Ends an import into the volume and removes what it has written; false: there was nothing. */
    boolean stopImport(String volume);

    /** SHA-256 of the volume's guest-visible content, in hex. */
    String checksum(String volume, Heartbeat heartbeat);

    /** What a domain's definition says of the volume. */
    DiskSource disk(String volume);

    /** Where the VM's NoCloud disk lies. */
    Path seedFile(String vm);

    /**
     * Space of a storage.
     *
     * @param totalBytes size in bytes
     * @param freeBytes free in bytes
     */
    record Space(long totalBytes, long freeBytes) {}
}
