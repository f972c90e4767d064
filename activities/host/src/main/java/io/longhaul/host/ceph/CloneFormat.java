package io.longhaul.host.ceph;

/** How a clone is tied to its parent's snapshot. */
public enum CloneFormat {
    /** The snapshot must be protected, and cannot be removed while it has children. For clusters before Mimic. */
    PROTECTED(1),
    /** The snapshot needs no protection, and may be removed: it goes to the image's trash until its last child is flattened. */
    UNPROTECTED(2);

    private final int number;

    CloneFormat(int number) {
        this.number = number;
    }

    /** Ceph's number of it. */
    int number() {
        return number;
    }
}
