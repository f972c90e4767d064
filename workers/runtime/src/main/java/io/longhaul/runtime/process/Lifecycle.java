package io.longhaul.runtime.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process has opened, closed in the reverse order within a deadline; it says what it waits for. */
public final class Lifecycle {
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private record Opened(String name, AutoCloseable part) {}

    private final Deque<Opened> opened = new ArrayDeque<>();
    private final Duration deadline;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    /** A lifecycle whose end takes at most the deadline. */
    public Lifecycle(Duration deadline) {
        this.deadline = deadline;
    }

    /** Remembers a part that must be closed, before those that were opened earlier. Answers with the part. */
    public synchronized <T extends AutoCloseable> T opened(String name, T part) {
        opened.push(new Opened(name, part));
        return part;
    }

    /** Whether the end has begun. */
    public boolean stopping() {
        return stopping;
    }

    /** Waits until the end has been reached. */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /**
     * Closes everything. Called again, it waits for the first call.
     *
     * @return whether all was closed in time and without failures
     */
    public boolean stop() throws InterruptedException {
        synchronized (this) {
            if (stopping) {
                return stopped.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
            }
            stopping = true;
        }
        log.info("stopping; at most {} s", deadline.toSeconds());
        boolean clean = closeAll(System.nanoTime() + deadline.toNanos());
        log.info(clean ? "stopped" : "stopped, not in order");
        stopped.countDown();
        return clean;
    }

    private boolean closeAll(long end) throws InterruptedException {
        boolean clean = true;
        while (true) {
            Opened next;
            synchronized (this) {
                next = opened.poll();
            }
            if (next == null) {
                return clean;
            }
            clean &= close(next, end);
        }
    }

    /** Closes one part in a thread of its own, so that a part that blocks for ever does not keep the process. */
    private static boolean close(Opened next, long end) throws InterruptedException {
        long began = System.nanoTime();
        log.info("closing {}", next.name());
        boolean[] failed = new boolean[1];
        Thread closer = new Thread(() -> failed[0] = !closed(next), "close-" + next.name());
        closer.setDaemon(true);
        closer.start();
        closer.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        if (closer.isAlive()) {
            log.error("{} did not close in time; it is left behind", next.name());
            return false;
        }
        log.info("closed {} in {} ms", next.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        return !failed[0];
    }

    private static boolean closed(Opened next) {
        try {
            next.part().close();
            return true;
        } catch (Exception e) {
            log.error("closing {} failed", next.name(), e);
            return false;
        }
    }
}
