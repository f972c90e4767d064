package io.longhaul.relay.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.relay.RelayException;
import io.longhaul.schemas.event.Topic;
import io.longhaul.stack.KafkaServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicKeeperTest {
    @Test
    void declaresTheTopicsOfTheContractAndNoOther() {
        assertThat(TopicCatalog.declared())
                .extracting(TopicDeclaration::name)
                .containsExactlyInAnyOrder(
                        Topic.JOB_EVENT,
                        Topic.INVENTORY_EVENT,
                        Topic.INVENTORY_STATE,
                        Topic.NODE_OBSERVATION,
                        Topic.ALERT);
    }

    @Test
    void createsTheDeclaredTopicsAndCorrectsThem() throws Exception {
        try (KafkaServer kafka = KafkaServer.ephemeral();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicKeeper keeper = new TopicKeeper(admin);
            keeper.keep(TopicCatalog.declared());
            assertThat(actual(admin)).isEqualTo(TopicCatalog.declared());

            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.JOB_EVENT);
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(
                                    new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET),
                                    new AlterConfigOp(
                                            new ConfigEntry("max.message.bytes", "77777"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            keeper.keep(TopicCatalog.declared());
            assertThat(actual(admin)).isEqualTo(TopicCatalog.declared());

            List<TopicDeclaration> more = new ArrayList<>(TopicCatalog.declared());
            TopicDeclaration first = more.remove(0);
            more.add(new TopicDeclaration(first.name(), first.partitions() + 1, first.settings()));
            assertThatThrownBy(() -> keeper.keep(more))
                    .isInstanceOf(RelayException.class)
                    .hasMessageContaining("partitions");
        }
    }

    /** What Kafka has, in the order of the declaration. */
    private static List<TopicDeclaration> actual(Admin admin) throws Exception {
        List<TopicDeclaration> topics = new ArrayList<>();
        for (TopicDeclaration declared : TopicCatalog.declared()) {
            int partitions = admin.describeTopics(List.of(declared.name()))
                    .allTopicNames()
                    .get()
                    .get(declared.name())
                    .partitions()
                    .size();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, declared.name());
            TreeMap<String, String> settings = new TreeMap<>();
            admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
            topics.add(new TopicDeclaration(declared.name(), partitions, settings));
        }
        return topics;
    }
}
