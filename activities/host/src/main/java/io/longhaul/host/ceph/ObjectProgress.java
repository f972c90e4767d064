package io.longhaul.host.ceph;

import com.sun.jna.Pointer;

/** Turns librbd's progress in objects into bytes, and brings what the listener throws back from native code. */
final class ObjectProgress implements RbdExtra.Progress {
    private static final int CANCELED = -125;

    private final ByteProgress listener;
    private final long totalBytes;
    private volatile boolean ended;
    private volatile RuntimeException failure;

    ObjectProgress(ByteProgress listener, long totalBytes) {
        this.listener = listener;
        this.totalBytes = totalBytes;
    }

    @Override
    public int at(long done, long total, Pointer data) {
        if (!ended) {
            try {
                ended = !listener.goesOn(bytes(done, total), totalBytes);
            } catch (RuntimeException e) {
                // It would be lost in native code.
                failure = e;
                ended = true;
            }
        }
        return ended ? CANCELED : 0;
    }

    private long bytes(long done, long total) {
        return total <= 0 ? 0 : Math.min(totalBytes, (long) (totalBytes * (done / (double) total)));
    }

    /** Whether the listener ended the work; throws what it threw. */
    boolean ended() {
        if (failure != null) {
            throw failure;
        }
        return ended;
    }
}
