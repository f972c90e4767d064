package io.longhaul.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of a Temporal server with all four services in one process.
 *
 * @param databases where it keeps everything
 * @param ports where it listens, on loopback
 * @param dynamicConfig file with the dynamic configuration
 */
record TemporalSettings(TemporalDatabases databases, TemporalPorts ports, Path dynamicConfig) {

    /** The server's YAML; JSON is a subset of it. Holds the database's password. */
    String toYaml() {
        return toText(Map.of(
                "log", Map.of("stdout", true, "level", "warn", "format", "json"),
                "persistence", persistence(),
                "global", Map.of("membership", Map.of("maxJoinDuration", "30s", "broadcastAddress", "127.0.0.1")),
                "services", services(),
                "clusterMetadata", cluster(),
                "dcRedirectionPolicy", Map.of("policy", "noop"),
                "publicClient", Map.of("hostPort", "127.0.0.1:" + ports.frontend()),
                "dynamicConfigClient", Map.of("filepath", dynamicConfig.toString(), "pollInterval", "10s")));
    }

    /** The dynamic configuration that differs from the server's defaults. */
    static String dynamicConfigYaml() {
        return toText(Map.of(
                // Search attributes are usable as soon as they are registered, not after the caches refresh.
                "system.forceSearchAttributesCacheRefreshOnRead", List.of(Map.of("value", true)),
                // A queue in four parts is for thousands of tasks a second; here a task would only look for its poller
                // longer.
                "matching.numTaskqueueReadPartitions", List.of(Map.of("value", 1)),
                "matching.numTaskqueueWritePartitions", List.of(Map.of("value", 1)),
                "frontend.enableUpdateWorkflowExecution", List.of(Map.of("value", true))));
    }

    private Map<String, Object> persistence() {
        return Map.of(
                "defaultStore",
                "history",
                "visibilityStore",
                "visibility",
                "numHistoryShards",
                4,
                "datastores",
                Map.of(
                        "history", Map.of("sql", sql(databases.history(), 20)),
                        "visibility", Map.of("sql", sql(databases.visibility(), 10))));
    }

    private Map<String, Object> sql(String database, int connections) {
        PostgresAddress postgres = databases.postgres();
        return Map.of(
                "pluginName",
                "postgres12_pgx", // keeps its statements prepared; "postgres12" parses each anew
                "databaseName",
                database,
                "connectAddr",
                postgres.host() + ":" + postgres.port(),
                "connectProtocol",
                "tcp",
                "user",
                postgres.user(),
                "password",
                postgres.password(),
                "maxConns",
                connections,
                "maxIdleConns",
                connections,
                "maxConnLifetime",
                "1h");
    }

    private Map<String, Object> services() {
        Map<String, Object> services = new TreeMap<>();
        ports.rpc().forEach((service, port) -> {
            Map<String, Object> rpc = new TreeMap<>(Map.of(
                    "grpcPort", port, "membershipPort", ports.membership().get(service), "bindOnLocalHost", true));
            if (service.equals("frontend")) {
                rpc.put("httpPort", ports.http());
            }
            services.put(service, Map.of("rpc", rpc));
        });
        return services;
    }

    private Map<String, Object> cluster() {
        Map<String, Object> active = Map.of(
                "enabled",
                true,
                "initialFailoverVersion",
                1,
                "rpcName",
                "frontend",
                "rpcAddress",
                "127.0.0.1:" + ports.frontend());
        return Map.of(
                "enableGlobalNamespace",
                false,
                "failoverVersionIncrement",
                10,
                "masterClusterName",
                "active",
                "currentClusterName",
                "active",
                "clusterInformation",
                Map.of("active", active));
    }

    private static String toText(Map<String, ?> values) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n";
        } catch (JsonProcessingException e) {
            throw new StackException("cannot write the configuration of Temporal", e);
        }
    }
}
