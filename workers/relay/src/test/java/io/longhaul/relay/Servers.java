package io.longhaul.relay;

import io.longhaul.stack.KafkaServer;
import io.longhaul.stack.PostgresServer;

/** One PostgreSQL and one Kafka for all tests of this module; they end with the JVM. */
final class Servers {
    static final PostgresServer POSTGRES = PostgresServer.ephemeral();
    static final KafkaServer KAFKA = KafkaServer.ephemeral();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            KAFKA.close();
            POSTGRES.close();
        }));
    }

    private Servers() {}
}
