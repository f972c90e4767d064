package io.longhaul.inventory.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to a channel of PostgreSQL. What is said while the connection is lost is not heard: it is only a hint. */
public final class Notifications implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final int ANSWER_SECONDS = 2;

    private final Sessions sessions;
    private final String channel;
    private final Consumer<String> listener;
    private final Thread thread = new Thread(this::run, "notifications");
    private volatile boolean closing;

    /** Starts to listen; the listener gets each payload and must return quickly. */
    public Notifications(Sessions sessions, String channel, Consumer<String> listener) {
        this.sessions = sessions;
        this.channel = channel;
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closing) {
            try (Connection connection = sessions.open()) {
                listen(connection);
            } catch (SQLException e) {
                log.warn("not listening to {}: {}", channel, e.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closing) {
            PGNotification[] heard = postgres.getNotifications(LISTEN_MILLIS);
            if (heard != null && heard.length > 0) {
                Arrays.stream(heard).map(PGNotification::getParameter).forEach(listener);
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
        try {
            thread.join(2L * LISTEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
