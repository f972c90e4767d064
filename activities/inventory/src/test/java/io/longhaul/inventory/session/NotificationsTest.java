package io.longhaul.inventory.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.stack.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class NotificationsTest {
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
    void hearsAgainAfterItsConnectionWasCut() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Notifications notifications = new Notifications(NotificationsTest::open, "some_channel", heard::add)) {
            assertThat(notifications).isNotNull();
            await().untilAsserted(() -> assertThat(say("one")).contains("one"));
            await().until(() -> heard.contains("one"));

            cutOff();

            await().until(() -> {
                say("two");
                return heard.contains("two");
            });
        }
    }

    private static Connection open() throws java.sql.SQLException {
        return postgres.connect("postgres");
    }

    private static String say(String word) throws java.sql.SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("NOTIFY some_channel, '" + word + "'");
        }
        return word;
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
