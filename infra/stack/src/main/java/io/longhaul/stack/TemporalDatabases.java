package io.longhaul.stack;

import io.longhaul.stack.process.Command;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The two databases of the Temporal server.
 *
 * @param postgres where they are
 * @param history name of the database of histories; ours, not a caller's
 * @param visibility name of the database of searchable workflows
 */
record TemporalDatabases(PostgresAddress postgres, String history, String visibility) {

    /** Databases named {@code prefix} and {@code prefix}_visibility. */
    static TemporalDatabases named(PostgresAddress postgres, String prefix) {
        return new TemporalDatabases(postgres, prefix, prefix + "_visibility");
    }

    /** Makes both unless they exist, and brings their schemas to the version of the server. */
    void prepare(TemporalBinaries binaries) {
        prepare(binaries, history, "temporal");
        prepare(binaries, visibility, "visibility");
    }

    private void prepare(TemporalBinaries binaries, String database, String schema) {
        if (create(database)) {
            run(binaries, database, "setup-schema", "-v", "0.0");
        }
        run(binaries, database, "update-schema", "-d", binaries.schema(schema));
    }

    private void run(TemporalBinaries binaries, String database, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                binaries.sqlTool(),
                "--plugin",
                "postgres12",
                "--endpoint",
                postgres.host(),
                "--port",
                Integer.toString(postgres.port()),
                "--user",
                postgres.user(),
                "--database",
                database));
        words.addAll(Arrays.asList(arguments));
        // By the environment: a command line is readable by every user of the machine.
        Command.of(words).with("SQL_PASSWORD", postgres.password()).run();
    }

    /** False when it is there, with its version table. */
    private boolean create(String database) {
        try {
            if (!has("postgres", "select 1 from pg_database where datname = '" + database + "'")) {
                execute("postgres", "create database " + database);
            }
            return !has(database, "select 1 from pg_tables where tablename = 'schema_version'");
        } catch (SQLException e) {
            throw new StackException("cannot make the database " + database + ": " + e.getMessage(), e);
        }
    }

    private boolean has(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private void execute(String database, String command) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), postgres.password());
    }
}
