package io.longhaul.relay;

import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.relay.outbox.Database;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.Secrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A database with an outbox, written as the inventory writes it: an aggregate's version and its row in one transaction. */
final class TestOutbox implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String INSERT = "insert into outbox (event_id, topic, key, type, sequence, occurred_at, data)"
            + " values (?::uuid, ?, ?, ?, ?, clock_timestamp(), ?::jsonb)";

    private final String name = "relay" + NUMBER.incrementAndGet();
    private final Connection connection;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final List<String> eventIds = Collections.synchronizedList(new ArrayList<>());

    TestOutbox() throws SQLException {
        Servers.POSTGRES.ensureDatabase(name);
        migrate();
        connection = connect();
    }

    /** The inventory's own schema. */
    private void migrate() {
        DatabaseConfig config = new DatabaseConfig(
                Servers.POSTGRES.jdbcUrl(name), Servers.POSTGRES.user(), Servers.POSTGRES.password(), 2);
        try (var inventory = io.longhaul.inventory.Database.open(config)) {
            inventory.migrate();
        }
    }

    /** As the relay sees it, with its rights. */
    Database database() {
        return new Database(
                Servers.POSTGRES.jdbcUrl(name), "longhaul_relay", Secrets.read(Servers.POSTGRES.login(name, "relay")));
    }

    Connection connect() throws SQLException {
        return Servers.POSTGRES.connect(name);
    }

    /** A key of this database only. */
    String key(int number) {
        return "job_" + name + "n" + number;
    }

    /** The ids of all events written so far, in order. */
    List<String> eventIds() {
        return List.copyOf(eventIds);
    }

    /** Writes one event of a job. */
    void write(String key) throws SQLException {
        long version = versions.merge(key, 1L, Long::sum);
        insert(Topic.JOB_EVENT, key, EventType.JOB_STATE, version, "{\"jobId\":\"" + key + "\"}");
    }

    /** Writes an event for each of these keys, in one transaction. */
    void writeTogether(List<String> keys) throws SQLException {
        connection.setAutoCommit(false);
        for (String key : keys) {
            write(key);
        }
        connection.setAutoCommit(true);
    }

    /** Writes a row as given. */
    void insert(String topic, String key, String type, long sequence, String data) throws SQLException {
        String eventId = UUID.randomUUID().toString();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, eventId);
            statement.setString(2, topic);
            statement.setString(3, key);
            statement.setString(4, type);
            statement.setLong(5, sequence);
            statement.setString(6, data);
            statement.executeUpdate();
        }
        eventIds.add(eventId);
    }

    long rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from outbox")) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
