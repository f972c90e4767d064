package io.longhaul.control;

import java.time.Duration;

/**
 * Since when everything that nodes say is heard. A node is called silent only if it was heard long enough: not while
 * Kafka is away, and not before its producer has had the time to find Kafka again.
 */
final class Hearing {
    private static final long NEVER = Long.MIN_VALUE;

    private final Duration silence;
    private long since = NEVER;

    Hearing(Duration silence) {
        this.silence = silence;
    }

    /** Notes whether all is heard now. */
    void note(boolean caughtUp, long nowNanos) {
        if (!caughtUp) {
            since = NEVER;
        } else if (since == NEVER) {
            since = nowNanos;
        }
    }

    /** Whether a silence can be told from deafness. */
    boolean longEnough(long nowNanos) {
        return since != NEVER && nowNanos - since >= silence.toNanos();
    }

    boolean now() {
        return since != NEVER;
    }
}
