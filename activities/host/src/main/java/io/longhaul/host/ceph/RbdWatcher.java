package io.longhaul.host.ceph;

/**
 * A client that has an image open for writing.
 *
 * @param address by which it is fenced
 * @param client its number in the cluster
 */
public record RbdWatcher(String address, long client) {}
