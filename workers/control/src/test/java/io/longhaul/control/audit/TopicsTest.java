package io.longhaul.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.stack.KafkaServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** How far back a topic reaches that is written in transactions, as the relay does. */
class TopicsTest {
    private static final String TOPIC = "aged";

    @Test
    void aTopicThatBeginsWithTheMarkOfATransactionIsWholeFromItsFirstRecordOn() throws Exception {
        try (KafkaServer kafka = KafkaServer.ephemeral();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            produce(kafka, 1_000, 2_000, 3_000);
            Topics topics = new Topics(kafka.bootstrapServers());
            List<Long> times = new ArrayList<>();

            assertThat(topics.read(TOPIC, read -> times.add(read.timestamp()))).isEqualTo(Instant.MIN);
            assertThat(times).containsExactly(1_000L, 2_000L, 3_000L);

            // A record and its mark take two offsets: what is left begins with the mark of the first.
            admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
            times.clear();

            assertThat(topics.read(TOPIC, read -> times.add(read.timestamp()))).isEqualTo(Instant.ofEpochMilli(2_000));
            assertThat(times).containsExactly(2_000L, 3_000L);

            admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
            Instant emptied = Instant.now();

            assertThat(topics.read(TOPIC, read -> times.add(0L))).isAfterOrEqualTo(emptied);
            assertThat(times).hasSize(2);
        }
    }

    private static void produce(KafkaServer kafka, long... times) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (long time : times) {
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>(TOPIC, 0, time, "key", new byte[] {1}));
                producer.commitTransaction();
            }
        }
    }
}
