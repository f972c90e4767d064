package io.longhaul.cli.command;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets at most so many through in a second, evenly, the first one at once. */
final class Pace {
    private final long nanosBetween;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns when the next one may go; early only if the thread is interrupted. */
    void await() {
        long wait;
        while ((wait = next - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(wait);
        }
        next = Math.max(next, System.nanoTime() - nanosBetween) + nanosBetween;
    }
}
