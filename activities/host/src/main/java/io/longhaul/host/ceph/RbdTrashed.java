package io.longhaul.host.ceph;

import java.time.Instant;

/**
 * An image in a pool's trash.
 *
 * @param id by which it is restored or removed
 * @param name that it had
 * @param deleted when it was moved there
 * @param keptUntil before which it is not removed unless by force
 */
public record RbdTrashed(String id, String name, Instant deleted, Instant keptUntil) {}
