package io.longhaul.schemas.api;

/** What operators want of a node. */
public enum NodeState {
    /** Takes new VMs. */
    ACTIVE,
    /** Takes no new VMs; those that it has go on. */
    MAINTENANCE
}
