package io.longhaul.relay;

import io.longhaul.relay.outbox.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the outbox every few seconds, in a thread of its own: it must show most when the relay itself is stuck. */
final class OutboxGauges implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OutboxGauges.class);
    private static final String SQL =
            "select count(*)," + " coalesce(extract(epoch from clock_timestamp() - min(occurred_at)), 0) from outbox";

    private final Database database;
    private final RelayState state;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "outbox-gauges");
        thread.setDaemon(true);
        return thread;
    });
    private Connection connection;
    private boolean tableSeen;

    OutboxGauges(Database database, RelayState state) {
        this.database = database;
        this.state = state;
    }

    void start() {
        Future<?> unused = clock.scheduleWithFixedDelay(this::measure, 0, 3, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        disconnect();
    }

    private synchronized void measure() {
        try {
            if (connection == null) {
                connection = database.connect();
            }
            try (Statement statement = connection.createStatement()) {
                if (tableExists(statement)) {
                    measure(statement);
                }
            }
        } catch (SQLException e) {
            log.debug("the outbox cannot be measured", e);
            disconnect();
        }
    }

    /** Control or api makes the table; asking for it before would fill the server's log with errors. */
    private boolean tableExists(Statement statement) throws SQLException {
        if (!tableSeen) {
            try (ResultSet result = statement.executeQuery("select to_regclass('outbox') is not null")) {
                tableSeen = result.next() && result.getBoolean(1);
            }
        }
        return tableSeen;
    }

    private void measure(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(SQL)) {
            result.next();
            state.outbox(result.getLong(1), result.getDouble(2));
        }
    }

    private synchronized void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.debug("closing a broken connection failed", e);
        }
        connection = null;
    }
}
