package io.longhaul.relay.publish;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where marks of batches are kept: as the metadata of an offset of a group that nobody consumes with, because Kafka
 * commits offsets in the producer's transaction.
 */
final class Marks implements AutoCloseable {
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> client;

    /** The marks beside the first partition of this topic. */
    Marks(String bootstrapServers, String topic) {
        partition = new TopicPartition(topic, 0);
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "longhaul-relay-marks",
                ConsumerConfig.GROUP_ID_CONFIG,
                ProducerSettings.TRANSACTIONAL_ID,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                8_000,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
        client = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The last mark that is committed; waits for a transaction that has one under way. */
    Optional<BatchMark> last() {
        return Optional.ofNullable(client.committed(Set.of(partition)).get(partition))
                .map(OffsetAndMetadata::metadata)
                .filter(text -> !text.isEmpty())
                .map(BatchMark::decode);
    }

    /** What a producer commits in its transaction to make this the last mark. */
    Map<TopicPartition, OffsetAndMetadata> commitOf(long lastRow, BatchMark mark) {
        return Map.of(partition, new OffsetAndMetadata(lastRow, mark.encode()));
    }

    ConsumerGroupMetadata group() {
        return client.groupMetadata();
    }

    @Override
    public void close() {
        client.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
