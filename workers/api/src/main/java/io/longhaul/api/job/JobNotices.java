package io.longhaul.api.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from PostgreSQL which jobs have changed. It is a hint: who waits for one looks again after a while anyway. */
public final class JobNotices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobNotices.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final int ANSWER_SECONDS = 2;

    private final Opener opener;
    private final Map<String, Set<Watch>> watches = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "job-notices");
    private volatile boolean closing;

    /** Opens a connection of its own, which no pool takes back. */
    @FunctionalInterface
    public interface Opener {
        Connection open() throws SQLException;
    }

    /** Starts to listen. */
    public JobNotices(Opener opener) {
        this.opener = opener;
        thread.setDaemon(true);
        thread.start();
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

    private void run() {
        while (!closing) {
            try (Connection connection = opener.open()) {
                listen(connection);
            } catch (SQLException e) {
                log.warn("not listening for changes of jobs: {}", e.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN longhaul_job");
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closing) {
            PGNotification[] heard = postgres.getNotifications(LISTEN_MILLIS);
            if (heard != null && heard.length > 0) {
                for (PGNotification notification : heard) {
                    watches.getOrDefault(notification.getParameter(), Set.of()).forEach(Watch::wake);
                }
            } else if (!connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("the connection is lost");
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        wakeAll();
        try {
            thread.join(2L * LISTEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
