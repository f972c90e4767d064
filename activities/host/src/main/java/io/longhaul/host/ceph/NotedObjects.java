package io.longhaul.host.ceph;

import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * Objects of a clone that its object map has and that are not there. A client notes an object in the map before it writes it,
 * and one that dies between leaves the note: harmless as long as the image has its parent, for what is not there is read from
 * it. A flatten, however, skips what the map has, and then forgets the parent: zeros would take the place of its data (Ceph's
 * issue 68998; 16.2 has it, and {@code rbd object-map rebuild} leaves such notes as they are). So before a flatten these objects
 * are copied one by one.
 */
final class NotedObjects {
    private static final int FEW_BYTES = 512;

    private final RbdImage image;
    private final long overlapBytes;
    private final long objectBytes;

    /** Of that image, as far as it shares bytes with its parent. */
    NotedObjects(RbdImage image, long overlapBytes) {
        this.image = image;
        this.overlapBytes = overlapBytes;
        this.objectBytes = image.objectBytes();
    }

    /**
     * Copies them.
     *
     * @param goesOn asked before each
     * @return false: it was ended
     * @throws LonghaulException {@code STORAGE_ERROR} for an image whose bytes are striped over objects: Longhaul makes none
     */
    boolean copyUp(BooleanSupplier goesOn) {
        if (!image.hasObjectMap()) {
            return true;
        }
        image.requireUnstriped();
        // A write needs the lock: librbd takes it from a dead owner only after it has fenced it. What that one did is
        // done.
        image.rewrite(0, FEW_BYTES);
        for (long number : (Iterable<Long>) candidates()::iterator) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            if (!image.hasObject(number)) {
                image.rewrite(number * objectBytes, FEW_BYTES);
            }
        }
        return true;
    }

    /** Objects that the map may have: few in a clone that has just been made. */
    private LongStream candidates() {
        List<RbdExtent> noted =
                image.tellsExtentsByMap() ? image.extents(false) : List.of(new RbdExtent(0, overlapBytes));
        return noted.stream()
                .flatMapToLong(extent -> LongStream.range(
                        extent.offset() / objectBytes,
                        (extent.offset() + extent.bytes() + objectBytes - 1) / objectBytes))
                .filter(number -> number * objectBytes < overlapBytes);
    }
}
