package io.longhaul.relay.topic;

import io.longhaul.relay.RelayException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Kafka's topics those of the catalog: creates what is missing, corrects settings, refuses another partition count. */
public final class TopicKeeper {
    private static final Logger log = LoggerFactory.getLogger(TopicKeeper.class);

    private final Admin admin;

    /** A keeper that works through this client; the caller closes it. */
    public TopicKeeper(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes the topics so; does nothing when they are.
     *
     * @throws RelayException when a topic has another number of partitions, or Kafka refuses
     */
    public void keep(List<TopicDeclaration> declared) throws InterruptedException {
        Set<String> existing = await(admin.listTopics().names());
        List<TopicDeclaration> missing = declared.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        create(missing);
        awaitVisible(missing);
        List<TopicDeclaration> present = new ArrayList<>(declared);
        present.removeAll(missing);
        comparePartitions(present);
        correctSettings(present);
    }

    private void create(Collection<TopicDeclaration> missing) throws InterruptedException {
        for (TopicDeclaration topic : missing) {
            // The number of replicas is the cluster's default: it is a property of the cluster, not of the contract.
            NewTopic creation = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                    .configs(topic.settings());
            try {
                await(admin.createTopics(List.of(creation)).all());
                log.info("created topic {} with {} partitions", topic.name(), topic.partitions());
            } catch (RelayException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                log.info("topic {} was created by someone else just now", topic.name());
            }
        }
    }

    /** Brokers learn of a new topic a moment after the controller. */
    private void awaitVisible(Collection<TopicDeclaration> created) throws InterruptedException {
        List<String> names = created.stream().map(TopicDeclaration::name).toList();
        for (int attempt = 1; ; attempt++) {
            try {
                await(admin.describeTopics(names).allTopicNames());
                return;
            } catch (RelayException e) {
                if (attempt == 100 || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private void comparePartitions(Collection<TopicDeclaration> present) throws InterruptedException {
        Map<String, TopicDescription> described = await(admin.describeTopics(
                        present.stream().map(TopicDeclaration::name).toList())
                .allTopicNames());
        for (TopicDeclaration topic : present) {
            int partitions = described.get(topic.name()).partitions().size();
            if (partitions != topic.partitions()) {
                throw new RelayException("topic " + topic.name() + " has " + partitions + " partitions, declared are "
                        + topic.partitions() + "; a key's order would be lost by a change, so a person must decide");
            }
        }
    }

    private void correctSettings(Collection<TopicDeclaration> present) throws InterruptedException {
        Map<ConfigResource, TopicDeclaration> resources = new LinkedHashMap<>();
        present.forEach(topic -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
        Map<ConfigResource, Config> actual =
                await(admin.describeConfigs(resources.keySet()).all());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
        resources.forEach((resource, topic) -> {
            List<AlterConfigOp> operations = operations(topic, actual.get(resource));
            if (!operations.isEmpty()) {
                log.warn("topic {} differs from asyncapi.yaml and is corrected: {}", topic.name(), operations);
                changes.put(resource, operations);
            }
        });
        if (!changes.isEmpty()) {
            await(admin.incrementalAlterConfigs(changes).all());
        }
    }

    private static List<AlterConfigOp> operations(TopicDeclaration topic, Config actual) {
        List<AlterConfigOp> operations = new ArrayList<>();
        topic.settings().forEach((name, value) -> {
            ConfigEntry entry = actual.get(name);
            if (entry == null || !value.equals(entry.value())) {
                operations.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            }
        });
        Set<String> declared = new HashSet<>(topic.settings().keySet());
        for (ConfigEntry entry : actual.entries()) {
            if (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG && !declared.contains(entry.name())) {
                operations.add(new AlterConfigOp(new ConfigEntry(entry.name(), ""), AlterConfigOp.OpType.DELETE));
            }
        }
        return operations;
    }

    private static <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new RelayException("Kafka refused: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
