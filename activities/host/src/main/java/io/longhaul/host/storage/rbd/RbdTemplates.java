package io.longhaul.host.storage.rbd;

import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import java.util.Optional;

/** Tells what an image of the templates' pool is. */
final class RbdTemplates {
    private RbdTemplates() {}

    /** What there is of a template. */
    enum State {
        ABSENT,
        /** Its import has not come to its end. */
        UNFINISHED,
        WHOLE
    }

    /** What there is of the volume. */
    static State state(RbdPool pool, String volume) {
        Optional<RbdImage> found = pool.find(RbdPlace.image(volume));
        if (found.isEmpty()) {
            return State.ABSENT;
        }
        try (RbdImage image = found.get()) {
            boolean whole = image.snapshots().stream()
                    .anyMatch(snapshot -> snapshot.name().equals(RbdPlace.BASE));
            return whole ? State.WHOLE : State.UNFINISHED;
        }
    }
}
