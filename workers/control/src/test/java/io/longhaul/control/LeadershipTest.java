package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.stack.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LeadershipTest {
    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.ephemeral();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void oneLeadsAndAnotherTakesOverWhenItsConnectionEnds() throws Exception {
        try (Leadership first = new Leadership(LeadershipTest::open, 1);
                Leadership second = new Leadership(LeadershipTest::open, 1)) {
            assertThat(first.held()).isTrue();
            assertThat(second.held()).isFalse();

            cutOff();

            await().until(second::held);
            assertThat(first.held()).isFalse();
        }
    }

    private static Connection open() throws java.sql.SQLException {
        return postgres.connect("postgres");
    }

    /** Ends every other connection of a client. */
    private static void cutOff() throws java.sql.SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
    }
}
