package io.longhaul.inventory.lock;

/**
 * A lock that a job needs.
 *
 * @param resource id of the VM, volume or template
 * @param facet what of it
 * @param exclusive whether nobody else may have it at the same time
 */
public record LockNeed(String resource, Facet facet, boolean exclusive) {}
