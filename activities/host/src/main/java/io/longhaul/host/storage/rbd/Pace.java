package io.longhaul.host.storage.rbd;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds work back so that it does no more bytes in a second than it may, counted from its first. */
final class Pace {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private long begin;
    private long first = -1;

    /** At most so many bytes in a second; 0: as many as it can. */
    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * Waits until so many bytes may be done.
     *
     * @return whether it was stopped, now or before
     */
    boolean stoppedBefore(long doneBytes, CountDownLatch stop) {
        try {
            return stop.await(nanosUntil(doneBytes), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private synchronized long nanosUntil(long doneBytes) {
        if (first < 0) {
            first = doneBytes;
            begin = System.nanoTime();
        }
        if (bytesPerSecond == 0) {
            return 0;
        }
        long due = (long) ((doneBytes - first) / (double) bytesPerSecond * NANOS);
        return Math.max(0, begin + due - System.nanoTime());
    }
}
