package io.longhaul.relay;

import java.time.Duration;

/** Pauses that double up to a limit. Used by one thread. */
final class Backoff {
    private final Duration first;
    private final Duration limit;
    private Duration next;

    Backoff(Duration first, Duration limit) {
        this.first = first;
        this.limit = limit;
        this.next = first;
    }

    /** Whether nothing failed since the last success. */
    boolean untouched() {
        return next.equals(first);
    }

    Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(limit) < 0 ? doubled : limit;
        return pause;
    }

    void reset() {
        next = first;
    }
}
