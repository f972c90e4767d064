package io.longhaul.host.ceph;

/**
 * An image that was cloned from another and still depends on it.
 *
 * @param image where it is; in any pool
 * @param imageId its id
 * @param trashed whether it is in its pool's trash
 */
public record RbdChild(ImageName image, String imageId, boolean trashed) {}
