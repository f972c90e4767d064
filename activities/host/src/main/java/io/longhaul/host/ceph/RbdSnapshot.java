package io.longhaul.host.ceph;

/**
 * A snapshot of an image.
 *
 * @param id its number in the pool
 * @param name its name; of one in the trash (a removed one that clones stand on), a name that librbd chose
 * @param bytes size of the image at its time
 */
public record RbdSnapshot(long id, String name, long bytes) {}
