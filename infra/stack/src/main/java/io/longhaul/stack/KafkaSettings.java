package io.longhaul.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of a single-node Kafka in KRaft mode, on loopback.
 *
 * @param data where the log lies
 * @param port of the broker
 * @param controllerPort of the controller, used by the process itself only
 */
record KafkaSettings(Path data, int port, int controllerPort) {

    /** The text of a {@code server.properties}. */
    String toProperties() {
        return values().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", "1");
        values.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        values.put("controller.listener.names", "CONTROLLER");
        values.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        values.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        values.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        values.put("log.dirs", data.toString());
        // Topics are created from asyncapi.yaml; a mistyped name must fail.
        values.put("auto.create.topics.enable", "false");
        values.putAll(singleNode());
        values.putAll(small());
        return values;
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> small() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                // The default is 128 MiB of heap for the compaction of a few small topics.
                "log.cleaner.dedupe.buffer.size", "8388608",
                // How long a broker that was killed stays registered; a restart waits that long.
                "broker.session.timeout.ms", "6000",
                "broker.heartbeat.interval.ms", "1000");
    }
}
