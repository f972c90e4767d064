package io.longhaul.host.ceph;

import com.sun.jna.Pointer;
import java.time.Duration;

/**
 * Turns librbd's progress in objects into bytes, and brings what the listener throws back from native code. It ends work that
 * librbd begins anew by itself: that happens when the one that carried it out for us dies, and then {@link NotedObjects} have
 * to be looked for again.
 */
final class ObjectProgress implements RbdExtra.Progress {
    private static final int CANCELED = -125;
    /** Work of our own reports its first object at once. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final ByteProgress listener;
    private final long totalBytes;
    private final long latestFirst;
    private long last = -1;
    private boolean restarted;
    private boolean ended;
    private RuntimeException failure;

    ObjectProgress(ByteProgress listener, long totalBytes, long nowNanos) {
        this.listener = listener;
        this.totalBytes = totalBytes;
        this.latestFirst = nowNanos + LATE.toNanos();
    }

    @Override
    public int at(long done, long total, Pointer data) {
        return at(done, total, System.nanoTime());
    }

    synchronized int at(long done, long total, long nowNanos) {
        restarted |= done < last || (last < 0 && nowNanos - latestFirst > 0);
        last = done;
        if (!ended && !restarted) {
            try {
                ended = !listener.goesOn(bytes(done, total), totalBytes);
            } catch (RuntimeException e) {
                // It would be lost in native code.
                failure = e;
                ended = true;
            }
        }
        return ended || restarted ? CANCELED : 0;
    }

    private long bytes(long done, long total) {
        return total <= 0 ? 0 : Math.min(totalBytes, (long) (totalBytes * (done / (double) total)));
    }

    /** Whether the listener ended the work; throws what it threw. */
    synchronized boolean ended() {
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** Whether the work was ended because librbd had begun it anew. */
    synchronized boolean restarted() {
        return restarted;
    }
}
