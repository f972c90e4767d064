package io.longhaul.host.storage.rbd;

import io.longhaul.host.ceph.RbdChild;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.ceph.RbdSnapshot;
import io.longhaul.host.ceph.RbdWatcher;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes an image that nothing stands on and nobody has open, with our own snapshot of it. */
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
        Optional<RbdImage> found = pool.find(name);
        if (found.isEmpty()) {
            return false;
        }
        List<String> snapshots;
        try (RbdImage image = found.get()) {
            snapshots = image.snapshots().stream().map(RbdSnapshot::name).toList();
            requireUnused(pool, name, image, snapshots);
        }
        if (!snapshots.isEmpty()) {
            try (RbdImage image = pool.open(name)) {
                for (String snapshot : snapshots) {
                    image.unprotect(snapshot);
                    image.removeSnapshot(snapshot);
                }
            }
        }
        pool.remove(name);
        return true;
    }

    /** Addresses of the clients that have an image open for writing; none when there is no such image. */
    static Set<String> watchers(RbdPool pool, String name) {
        Optional<RbdImage> found = pool.find(name);
        if (found.isEmpty()) {
            return Set.of();
        }
        try (RbdImage image = found.get()) {
            return watchers(image);
        }
    }

    private static Set<String> watchers(RbdImage image) {
        return image.watchers().stream().map(RbdWatcher::address).collect(Collectors.toSet());
    }

    /** The last line of defence: whatever the inventory says, what something stands on is not removed. */
    private static void requireUnused(RbdPool pool, String name, RbdImage image, List<String> snapshots) {
        List<RbdChild> children = image.children();
        if (!children.isEmpty()) {
            throw refused(
                    FailureCode.WORLD_DISAGREES,
                    "other images depend on the one to remove",
                    pool,
                    name,
                    "children",
                    children.toString());
        }
        List<String> foreign = snapshots.stream()
                .filter(snapshot -> !snapshot.equals(RbdPlace.BASE))
                .toList();
        if (!foreign.isEmpty()) {
            throw refused(
                    FailureCode.WORLD_DISAGREES,
                    "the image has snapshots that are not ours",
                    pool,
                    name,
                    "snapshots",
                    foreign.toString());
        }
        Set<String> watchers = watchers(image);
        if (!watchers.isEmpty()) {
            throw refused(
                    FailureCode.STORAGE_IN_USE,
                    "a client has the image open",
                    pool,
                    name,
                    "clients",
                    watchers.toString());
        }
    }

    private static LonghaulException refused(
            FailureCode code, String message, RbdPool pool, String name, String key, String value) {
        return LonghaulException.of(code, message, Map.of("pool", pool.name(), "image", name, key, value));
    }
}
