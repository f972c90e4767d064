package io.longhaul.host.ceph;

/** Something native that ends when it was closed and nobody uses it any more. */
final class Shared {
    private final String what;
    private final Runnable end;
    private int users = 1;
    private boolean closed;

    Shared(String what, Runnable end) {
        this.what = what;
        this.end = end;
    }

    /** One more user; to be followed by {@link #leave()}. */
    synchronized void enter() {
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
        users++;
    }

    synchronized void leave() {
        users--;
        if (users == 0) {
            end.run();
        }
    }

    /** No new users; closing it again does nothing. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            leave();
        }
    }
}
