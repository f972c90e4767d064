package io.longhaul.host.ceph;

import java.util.Objects;

/**
 * An image of a pool.
 *
 * @param pool name of the pool
 * @param image name of the image; of one in the trash, the name that it had
 */
public record ImageName(String pool, String image) {
    public ImageName {
        Objects.requireNonNull(pool);
        Objects.requireNonNull(image);
    }

    /** As Ceph's tools write it. */
    @Override
    public String toString() {
        return pool + "/" + image;
    }
}
