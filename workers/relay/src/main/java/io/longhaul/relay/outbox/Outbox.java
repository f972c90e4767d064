package io.longhaul.relay.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.postgresql.PGConnection;

/** The outbox table through one connection, every statement its own transaction. Used by one thread. */
public final class Outbox implements AutoCloseable {
    private static final String COLUMNS = "id, event_id, topic, key, type, sequence, occurred_at, data::text";

    private final Connection connection;

    /** The outbox of this database. */
    public Outbox(Database database) throws SQLException {
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '30s'");
            statement.execute("listen longhaul_outbox");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the inventory has its tables. */
    public boolean exists() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select to_regclass('outbox') is not null")) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** The oldest rows in order, without those that are held back and those behind them in their streams. */
    public List<OutboxRow> next(int limit, Collection<OutboxRow> heldBack) throws SQLException {
        String sql = "select " + COLUMNS + " from outbox where not exists ("
                + " select from unnest(?::text[], ?::text[], ?::bigint[]) as held (topic, key, id)"
                + " where held.topic = outbox.topic and held.key = outbox.key and outbox.id >= held.id)"
                + " order by id limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, texts(heldBack.stream().map(OutboxRow::topic).toArray(String[]::new)));
            statement.setArray(2, texts(heldBack.stream().map(OutboxRow::key).toArray(String[]::new)));
            statement.setArray(3, numbers(heldBack.stream().map(OutboxRow::id).toList()));
            statement.setInt(4, limit);
            return rows(statement);
        }
    }

    /** Those of the ids that are there, in order. */
    public List<OutboxRow> find(Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select " + COLUMNS + " from outbox where id = any(?) order by id")) {
            statement.setArray(1, numbers(ids));
            return rows(statement);
        }
    }

    /** Deletes published rows, all or none. */
    public void delete(Collection<OutboxRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("delete from outbox where id = any(?)")) {
            statement.setArray(1, numbers(rows.stream().map(OutboxRow::id).toList()));
            statement.executeUpdate();
        }
    }

    /** Waits until a transaction has added rows, at most so long. */
    public void await(Duration limit) throws SQLException {
        connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(limit.toMillis()));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Array texts(String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private Array numbers(Collection<Long> values) throws SQLException {
        return connection.createArrayOf("bigint", values.toArray());
    }

    private static List<OutboxRow> rows(PreparedStatement statement) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(new OutboxRow(
                        result.getLong(1),
                        result.getString(2),
                        result.getString(3),
                        result.getString(4),
                        result.getString(5),
                        result.getLong(6),
                        result.getObject(7, OffsetDateTime.class).toInstant(),
                        result.getString(8)));
            }
        }
        return rows;
    }
}
