package io.longhaul.host.storage.rbd;

import io.longhaul.host.ceph.RbdChild;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.ceph.RbdSnapshot;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.Map;

/** Removes an image that nothing stands on, with our own snapshot of it. */
final class RbdRemoval {
    private RbdRemoval() {}

    /**
     * Removes it.
     *
     * @return false: there was none
     * @throws LonghaulException {@code WORLD_DISAGREES} when images were cloned from it or it has a snapshot that is not ours;
     *     {@code STORAGE_IN_USE} when a client has it open
     */
    static boolean remove(RbdPool pool, String name) {
        if (!pool.has(name)) {
            return false;
        }
        try (RbdImage image = pool.open(name)) {
            requireUnused(pool, name, image);
            for (RbdSnapshot snapshot : image.snapshots()) {
                image.unprotect(snapshot.name());
                image.removeSnapshot(snapshot.name());
            }
        }
        pool.remove(name);
        return true;
    }

    /** The last line of defence: whatever the inventory says, what something stands on is not removed. */
    private static void requireUnused(RbdPool pool, String name, RbdImage image) {
        List<RbdChild> children = image.children();
        if (!children.isEmpty()) {
            throw disagrees("other images depend on the one to remove", pool, name, "children", children.toString());
        }
        List<String> foreign = image.snapshots().stream()
                .map(RbdSnapshot::name)
                .filter(snapshot -> !snapshot.equals(RbdPlace.BASE))
                .toList();
        if (!foreign.isEmpty()) {
            throw disagrees("the image has snapshots that are not ours", pool, name, "snapshots", foreign.toString());
        }
    }

    private static LonghaulException disagrees(String message, RbdPool pool, String name, String key, String value) {
        return LonghaulException.of(
                FailureCode.WORLD_DISAGREES, message, Map.of("pool", pool.name(), "image", name, key, value));
    }
}
