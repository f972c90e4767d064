package io.longhaul.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parameters that more than one process has. */
public final class CommonParameters {
    public static final ConfigParameter<String> LOG_LEVEL = ConfigParameter.withDefault(
            "log.level",
            Parsers.oneOf("ERROR", "WARN", "INFO", "DEBUG", "TRACE"),
            "INFO",
            "The least severe messages that are written. Logs are JSON lines on standard output.");
    public static final ConfigParameter<String> HEALTH_ADDRESS = ConfigParameter.withDefault(
            "health.address",
            Parsers.text(),
            "127.0.0.1",
            "Address on which health (/health/live, /health/ready) and metrics (/metrics, for Prometheus) are served.");
    public static final ConfigParameter<Integer> HEALTH_PORT =
            ConfigParameter.required("health.port", Parsers.port(), "Port for health and metrics.");
    public static final ConfigParameter<Duration> SHUTDOWN_SECONDS = ConfigParameter.withDefault(
            "shutdown.seconds",
            Parsers.seconds(),
            "20",
            "How long the process may take to finish its work after SIGTERM; then it ends anyway.");
    public static final ConfigParameter<String> POSTGRES_URL = ConfigParameter.required(
            "postgres.url", Parsers.text(), "JDBC address of the inventory, jdbc:postgresql://HOST:PORT/DATABASE.");
    public static final ConfigParameter<String> POSTGRES_USER = ConfigParameter.required(
            "postgres.user",
            Parsers.text(),
            "User of the inventory: the role longhaul_ and the name of the process, or a member of it.");
    public static final ConfigParameter<Secret> POSTGRES_PASSWORD_FILE =
            ConfigParameter.secretFile("postgres.password.file", "Password of that user.");
    public static final ConfigParameter<String> TEMPORAL_ADDRESS = ConfigParameter.withDefault(
            "temporal.address", Parsers.text(), "127.0.0.1:7233", "HOST:PORT of Temporal's frontend.");
    public static final ConfigParameter<String> TEMPORAL_NAMESPACE = ConfigParameter.withDefault(
            "temporal.namespace", Parsers.text(), "longhaul", "Temporal namespace of the workflows.");
    public static final ConfigParameter<String> KAFKA_BOOTSTRAP_SERVERS = ConfigParameter.required(
            "kafka.bootstrap.servers", Parsers.text(), "HOST:PORT of Kafka's brokers, separated by commas.");
    public static final ConfigParameter<Secret> SEAL_KEY_FILE = ConfigParameter.secretFile(
            "seal.key.file",
            "The deployment's key for guests' user-data, 32 random bytes; the same for the API and every node.");
    public static final ConfigParameter<String> HOST_NAME = ConfigParameter.optional(
            "host.name",
            Parsers.text("a name without white space", Pattern.compile("\\S+")),
            "What this host is called in log lines, audits and Temporal: the same for all processes of the host, and no"
                    + " other host's; else the kernel's name of it.");
    public static final ConfigParameter<Path> AUDIT_LOGS_DIRECTORY = ConfigParameter.optional(
            "audit.logs.directory",
            Parsers.path(),
            "A directory whose logs, files named log or *.log in it and in its directories, are searched for this"
                    + " process's secrets, and by job logs for the job; else none.");

    /** What every process has. */
    private static final List<ConfigParameter<?>> EVERYWHERE =
            List.of(LOG_LEVEL, HEALTH_ADDRESS, HEALTH_PORT, SHUTDOWN_SECONDS, HOST_NAME, AUDIT_LOGS_DIRECTORY);

    private CommonParameters() {}

    /** What every process has, and those given. */
    public static List<ConfigParameter<?>> with(List<ConfigParameter<?>> others) {
        List<ConfigParameter<?>> all = new ArrayList<>(EVERYWHERE);
        all.addAll(others);
        return List.copyOf(all);
    }

    /** A directory that must exist, as parameters of several processes name one. */
    public static ConfigParameter<Path> directory(String name, String meaning) {
        return ConfigParameter.required(name, Parsers.path(), meaning);
    }
}
