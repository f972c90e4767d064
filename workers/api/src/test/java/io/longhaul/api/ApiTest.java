package io.longhaul.api;

import io.longhaul.stack.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An API with a fresh inventory for each test; Temporal is away. */
abstract class ApiTest {
    private static PostgresServer postgres;
    RunningApi api;

    @BeforeAll
    static void startPostgres() {
        postgres = PostgresServer.ephemeral();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void start() {
        api = new RunningApi(postgres);
    }

    @AfterEach
    void stop() {
        api.close();
    }
}
