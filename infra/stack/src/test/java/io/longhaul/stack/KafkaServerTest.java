package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.stack.process.OwnProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaServerTest {

    @Test
    void keepsItsTopicsOverAKillAndLeavesNothingBehindWhenClosed() throws Exception {
        Path folder = LonghaulHome.current().newTestFolder("kafka");
        KafkaServer first = KafkaServer.start(LonghaulHome.current(), folder, 0);
        int port = first.port();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(2), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        first.process().kill9();

        try (KafkaServer second = KafkaServer.start(LonghaulHome.current(), folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", second.bootstrapServers()))) {
            assertThat(second.port()).isEqualTo(port);
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("kept");
        }
        assertThat(KafkaServer.attach(folder)).isEmpty();
        Folders.delete(folder);
    }

    @Test
    void commitsTransactionsAndRefusesTopicsThatNobodyDeclared() throws Exception {
        Path folder = LonghaulHome.current().newTestFolder("kafka");
        OwnProcess process;
        try (KafkaServer kafka = KafkaServer.ephemeral(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "transactional.id",
                                "test",
                                "max.block.ms",
                                15000),
                        new StringSerializer(),
                        new StringSerializer())) {
            process = kafka.process();
            admin.createTopics(List.of(new NewTopic("declared", 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            producer.initTransactions();
            producer.beginTransaction();
            assertThat(producer.send(new ProducerRecord<>("declared", "key", "value"))
                            .get(20, TimeUnit.SECONDS)
                            .offset())
                    .isZero();
            producer.commitTransaction();
            assertThatThrownBy(() -> admin.describeTopics(List.of("undeclared"))
                            .allTopicNames()
                            .get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("does not host this topic");
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(folder).doesNotExist();
    }
}
