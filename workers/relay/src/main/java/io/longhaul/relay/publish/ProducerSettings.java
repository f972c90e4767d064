package io.longhaul.relay.publish;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the relay produces. */
public final class ProducerSettings {
    /** Fixed: whoever opens a producer with it fences the one before. */
    public static final String TRANSACTIONAL_ID = "longhaul-relay";

    private ProducerSettings() {}

    /** The settings for these brokers. */
    public static Map<String, Object> of(String bootstrapServers) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "longhaul-relay"),
                Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                // KAFKA-15591: with more in flight the first batches of a fresh partition can be lost.
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000),
                // A transaction that nobody ends holds back consumers that read committed: not for long.
                Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 20_000),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                // A broker that comes back under another address is looked for anew.
                Map.entry("metadata.recovery.strategy", "rebootstrap"));
    }
}
