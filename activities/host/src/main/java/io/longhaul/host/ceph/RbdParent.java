package io.longhaul.host.ceph;

/**
 * What an image depends on.
 *
 * @param image the parent
 * @param imageId its id, which stays when it is renamed or in the trash
 * @param snapshot name of the snapshot that the image was cloned from
 * @param trashed whether the parent is in its pool's trash
 * @param overlapBytes how much of the image may be read from the parent
 */
public record RbdParent(ImageName image, String imageId, String snapshot, boolean trashed, long overlapBytes) {}
