package io.longhaul.inventory.lock;

/** How an operation that is asked for stands to one that has the same object already. */
public enum Relation {
    /** Both work at the same time. */
    BESIDE,
    /** Accepted; it has the other one cancelled and waits for its end. */
    WAITS,
    /** Accepted; it takes the lock over, and the other one continues afterwards. */
    PREEMPTS,
    /** Not accepted; the answer names the job. */
    REFUSED
}
