package io.longhaul.stack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The roles under which our processes log in, each with a password of its own. What they may do is granted by the
 * inventory's migrations.
 *
 * @param url JDBC address of the inventory
 * @param owner of the inventory; may create roles
 * @param ownerPassword that one's password; never shown
 * @param secrets folder of the passwords, each in a file of mode 0600
 */
record PostgresRoles(String url, String owner, String ownerPassword, Path secrets) {

    /** The role of one process. */
    static String of(String process) {
        return "longhaul_" + process;
    }

    /** Makes the role of one process unless it exists, lets it log in, and returns the file of its password. */
    Path login(String process) {
        String role = of(process);
        Path file = secrets.resolve(role + ".password");
        String password = Secrets.readOrCreate(file);
        try (Connection connection = DriverManager.getConnection(url, owner, ownerPassword);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, role)) {
                statement.execute("create role " + role);
            }
            // The driver sends a verifier: no log of the server ever has the password.
            connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
            statement.execute("alter role " + role + " login");
        } catch (SQLException e) {
            throw new StackException("cannot let " + role + " log in to " + url + ": " + e.getMessage(), e);
        }
        return file;
    }

    private static boolean exists(Statement statement, String role) throws SQLException {
        try (ResultSet found = statement.executeQuery("select from pg_roles where rolname = '" + role + "'")) {
            return found.next();
        }
    }

    @Override
    public String toString() {
        return owner + " at " + url;
    }
}
