package io.longhaul.host.ceph;

/**
 * A part of an image.
 *
 * @param offset of its first byte
 * @param bytes how many
 */
record RbdExtent(long offset, long bytes) {}
