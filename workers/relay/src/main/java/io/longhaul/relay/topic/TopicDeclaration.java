package io.longhaul.relay.topic;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic as {@code asyncapi.yaml} declares it.
 *
 * @param name the topic's name
 * @param partitions how many; never changed afterwards, because a key would change its partition and lose its order
 * @param settings topic configuration by Kafka's names, sorted
 */
public record TopicDeclaration(String name, int partitions, SortedMap<String, String> settings) {
    public TopicDeclaration {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + " declares " + partitions + " partitions");
        }
        settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** A topic of these settings. */
    public static TopicDeclaration of(String name, int partitions, Map<String, String> settings) {
        return new TopicDeclaration(name, partitions, new TreeMap<>(settings));
    }
}
