package io.longhaul.schemas.api;

/** Where a volume stands. */
public enum VolumeState {
    CREATING,
    READY,
    DELETING,
    DELETED
}
