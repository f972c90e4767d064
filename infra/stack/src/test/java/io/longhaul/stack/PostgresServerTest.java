package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.stack.process.OwnProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

    @Test
    void leavesNothingBehindWhenClosed() throws Exception {
        Path folder = LonghaulHome.current().newTestFolder("postgres");
        OwnProcess process;
        try (PostgresServer postgres = PostgresServer.ephemeral(folder);
                var connection = DriverManager.getConnection(
                        postgres.ensureDatabase("inventory"), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            process = postgres.process();
            statement.execute("create extension btree_gist");
            try (var rows = statement.executeQuery("show server_version_num")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isGreaterThanOrEqualTo(180000);
            }
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(folder).doesNotExist();
    }

    @Test
    void refusesAWrongPasswordAndKeepsTheRightOneToItsOwner() throws Exception {
        try (PostgresServer postgres = PostgresServer.ephemeral()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.passwordFile())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void keepsItsDataAndItsPortOverAKillAndIsFoundAgain() throws Exception {
        Path folder = LonghaulHome.current().newTestFolder("postgres");
        PostgresServer first = PostgresServer.start(LonghaulHome.current(), folder, 0);
        int port = first.port();
        first.ensureDatabase("kept");
        first.process().kill9();
        assertThat(PostgresServer.attach(folder)).isEmpty();

        PostgresServer second = PostgresServer.start(LonghaulHome.current(), folder, 0);
        assertThat(second.port()).isEqualTo(port);
        PostgresServer attached = PostgresServer.start(LonghaulHome.current(), folder, 0);
        assertThat(attached.process().pid()).isEqualTo(second.process().pid());
        try (var connection = attached.connect("kept")) {
            assertThat(connection.isValid(1)).isTrue();
        }
        second.stop();
        assertThat(PostgresServer.attach(folder)).isEmpty();
        Folders.delete(folder);
    }
}
