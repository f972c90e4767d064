package io.longhaul.relay;

import io.longhaul.relay.outbox.Database;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * What one relay works with.
 *
 * @param database the inventory
 * @param bootstrapServers Kafka's brokers
 * @param source the CloudEvents' source
 * @param batchRows most rows of a transaction, 1 to 500 (what a mark can name)
 * @param poll pause between looks at an empty outbox
 * @param lease how long a leader may be silent
 */
public record RelayOptions(
        Database database, String bootstrapServers, URI source, int batchRows, Duration poll, Duration lease) {
    public RelayOptions {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        Objects.requireNonNull(source, "source");
        if (batchRows < 1 || batchRows > 500) {
            throw new IllegalArgumentException("a batch of " + batchRows + " rows");
        }
    }

    /** The options of a configuration. */
    public static RelayOptions of(Configuration configuration) {
        Database database = new Database(
                configuration.get(CommonParameters.POSTGRES_URL),
                configuration.get(CommonParameters.POSTGRES_USER),
                configuration.get(CommonParameters.POSTGRES_PASSWORD_FILE).text());
        return new RelayOptions(
                database,
                configuration.get(CommonParameters.KAFKA_BOOTSTRAP_SERVERS),
                URI.create(configuration.get(RelayParameters.EVENT_SOURCE)),
                configuration.get(RelayParameters.BATCH_ROWS),
                Duration.ofMillis(configuration.get(RelayParameters.POLL_MILLISECONDS)),
                configuration.get(RelayParameters.LEASE_SECONDS));
    }
}
