package io.longhaul.notifier;

import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says alerts as the relay does, through a real Kafka. */
final class Topics implements AutoCloseable {
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;

    Topics(KafkaServer kafka) throws Exception {
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        admin.createTopics(List.of(new NewTopic(Topic.ALERT, 3, (short) 1)))
                .all()
                .get(20, TimeUnit.SECONDS);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** An alert's JSON. */
    static String alert(String key, long sequence, String summary) {
        return "{\"key\":\"" + key + "\",\"state\":\"raised\",\"code\":\"STORAGE_FULL\",\"summary\":\"" + summary
                + "\",\"jobId\":\"" + key + "\",\"node\":\"node1\",\"runbook\":\"storage_full\",\"sequence\":"
                + sequence
                + ",\"at\":\"2026-11-24T21:00:09.125417Z\",\"fieldOfANewerVersion\":1}";
    }

    void say(String key, String json) throws Exception {
        say(key, EventType.ALERT, json);
    }

    void say(String key, String type, String json) throws Exception {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topic.ALERT, key, json.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        producer.send(record).get(20, TimeUnit.SECONDS);
    }

    /** How many records of the topic are behind what {@code group} has committed. */
    long lag(String group) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(20, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        long lag = 0;
        for (var end : admin.listOffsets(ends).all().get(20, TimeUnit.SECONDS).entrySet()) {
            lag += end.getValue().offset() - committed.get(end.getKey()).offset();
        }
        return lag;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
