package io.longhaul.notifier;

import java.time.Duration;

/** When a delivery is tried again: after a second, then after twice as long each time, up to a minute. */
final class Retry {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration pause = FIRST;
    private long due;

    /** It failed; how long it waits now. */
    Duration failed() {
        Duration now = pause;
        due = System.nanoTime() + now.toNanos();
        Duration doubled = now.multipliedBy(2);
        pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return now;
    }

    boolean isDue() {
        return System.nanoTime() - due >= 0;
    }
}
