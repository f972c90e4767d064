package io.longhaul.schemas.api;

/** Where a VM stands. */
public enum VmState {
    /** Its clone is under way. */
    CREATING,
    STOPPED,
    RUNNING,
    DELETING,
    DELETED,
    /** Its host is gone, so nobody knows. */
    UNKNOWN
}
