package io.longhaul.relay;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Parsers;
import java.time.Duration;
import java.util.List;

/** The relay's parameters. */
public final class RelayParameters {
    public static final ConfigParameter<String> EVENT_SOURCE = ConfigParameter.withDefault(
            "event.source",
            Parsers.text(),
            "/longhaul",
            "The CloudEvents' source, a URI reference: which installation the events come from.");
    public static final ConfigParameter<Integer> BATCH_ROWS = ConfigParameter.withDefault(
            "relay.batch.rows",
            Parsers.integer(1, 500),
            "500",
            "How many rows of the outbox one Kafka transaction publishes at most.");
    public static final ConfigParameter<Integer> POLL_MILLISECONDS = ConfigParameter.withDefault(
            "relay.poll.milliseconds",
            Parsers.integer(10, 60_000),
            "500",
            "How often the outbox is looked at when no notification comes.");
    public static final ConfigParameter<Duration> LEASE_SECONDS = ConfigParameter.withDefault(
            "relay.lease.seconds",
            Parsers.seconds(),
            "10",
            "How long a leading relay may be silent before the database ends its session and another takes over.");

    /** All of them. */
    public static final List<ConfigParameter<?>> ALL = CommonParameters.with(List.of(
            CommonParameters.POSTGRES_URL,
            CommonParameters.POSTGRES_USER,
            CommonParameters.POSTGRES_PASSWORD_FILE,
            CommonParameters.KAFKA_BOOTSTRAP_SERVERS,
            EVENT_SOURCE,
            BATCH_ROWS,
            POLL_MILLISECONDS,
            LEASE_SECONDS));

    private RelayParameters() {}
}
