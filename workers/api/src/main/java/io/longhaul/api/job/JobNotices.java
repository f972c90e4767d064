package io.longhaul.api.job;

import io.longhaul.inventory.session.Notifications;
import io.longhaul.inventory.session.Sessions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Hears from PostgreSQL which jobs have changed. It is a hint: who waits for one looks again after a while anyway. */
public final class JobNotices implements AutoCloseable {
    private static final String CHANNEL = "longhaul_job";

    private final Map<String, Set<Watch>> watches = new ConcurrentHashMap<>();
    private final Notifications notifications;

    /** Starts to listen. */
    public JobNotices(Sessions sessions) {
        notifications = new Notifications(sessions, CHANNEL, this::wake);
    }

    /** Begins to watch a job; the caller closes it. */
    Watch watch(String jobId) {
        Watch watch = new Watch(jobId);
        watches.compute(jobId, (id, some) -> {
            Set<Watch> all = some == null ? ConcurrentHashMap.newKeySet() : some;
            all.add(watch);
            return all;
        });
        return watch;
    }

    /** Wakes everyone who waits. */
    void wakeAll() {
        watches.values().forEach(some -> some.forEach(Watch::wake));
    }

    private void wake(String jobId) {
        watches.getOrDefault(jobId, Set.of()).forEach(Watch::wake);
    }

    @Override
    public void close() {
        wakeAll();
        notifications.close();
    }

    /** Waits for changes of one job. */
    final class Watch implements AutoCloseable {
        private final String jobId;
        private boolean woken;

        private Watch(String jobId) {
            this.jobId = jobId;
        }

        private synchronized void wake() {
            woken = true;
            notifyAll();
        }

        /** Returns at the next change, or after the time. */
        synchronized void await(long milliseconds) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            for (long left = milliseconds; !woken && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
            woken = false;
        }

        @Override
        public void close() {
            watches.computeIfPresent(jobId, (id, some) -> {
                some.remove(this);
                return some.isEmpty() ? null : some;
            });
        }
    }
}
