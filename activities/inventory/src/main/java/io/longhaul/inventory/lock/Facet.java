package io.longhaul.inventory.lock;

import java.util.Locale;

/** What of a resource a lock is on. */
public enum Facet {
    /** Whether a VM runs. */
    POWER,
    /** The host that a VM is on. */
    PLACEMENT,
    /** The set of a VM's disks. */
    DISK,
    /** The bytes of a volume, or what holds them. */
    CONTENT,
    /** What depends on a template. */
    CHILDREN;

    /** The name in the database and in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
