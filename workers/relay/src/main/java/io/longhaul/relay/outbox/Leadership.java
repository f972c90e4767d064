package io.longhaul.relay.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wish to be the one relay, by an advisory lock of a database session. The session ends when it is silent for the
 * lease, because a frozen process keeps its connections open; a thread of its own keeps it from being silent.
 *
 * <p>This only decides who tries. That two never publish is the work of Kafka's fencing.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    /** "LONGHAUL" and "relay" in the space of advisory locks, as two numbers. */
    private static final String LOCK = "select pg_try_advisory_lock(1280265800, 1919249509)";

    private final Connection connection;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "leadership");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean alive = true;

    /** Opens the session. */
    public Leadership(Database database, Duration lease) throws SQLException {
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set idle_session_timeout = " + lease.toMillis());
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        long period = lease.toMillis() / 5;
        Future<?> unused = heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    /** Tries to take the lock; true when this session has it. Call it once only after it was true. */
    public synchronized boolean tryAcquire() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(LOCK)) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Whether the session lives, and with it the lock. */
    public boolean held() {
        return alive;
    }

    /** Gives the lock back. */
    @Override
    public void close() throws SQLException {
        heart.shutdownNow();
        connection.close();
    }

    private synchronized void beat() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException e) {
            if (alive) {
                log.warn("the session that holds the leadership has ended: {}", e.getMessage());
            }
            alive = false;
        }
    }
}
