package io.longhaul.control;

import io.longhaul.inventory.session.Sessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leadership among the control workers: a session's advisory lock in PostgreSQL, on a connection of its own. It ends
 * with the connection, so a leader that is cut off is no leader when it next asks.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final int ANSWER_SECONDS = 2;

    private final Sessions sessions;
    private final long key;
    private Connection connection;
    private volatile boolean leads;

    /**
     * A candidate.
     *
     * @param sessions opens connections that belong to no pool
     * @param key what is led; the same for all candidates
     */
    public Leadership(Sessions sessions, long key) {
        this.sessions = sessions;
        this.key = key;
    }

    /** Whether this process leads now; tries to if nobody does. False while PostgreSQL is away. */
    public synchronized boolean held() {
        leads = keepOrTake();
        return leads;
    }

    /** Whether it led when it was last asked; asks nobody. */
    public boolean leads() {
        return leads;
    }

    private boolean keepOrTake() {
        try {
            if (connection != null && connection.isValid(ANSWER_SECONDS)) {
                return true;
            }
            close();
            Connection candidate = sessions.open();
            if (taken(candidate)) {
                connection = candidate;
                log.info("this process leads");
                return true;
            }
            candidate.close();
            return false;
        } catch (SQLException e) {
            log.warn("leadership cannot be asked for: {}", e.getMessage());
            return false;
        }
    }

    private boolean taken(Connection candidate) throws SQLException {
        try (PreparedStatement statement = candidate.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("a lost connection cannot be closed", e);
            }
            connection = null;
        }
    }
}
