package io.longhaul.relay;

import io.longhaul.relay.outbox.OutboxRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams (topic and key) whose next row Kafka will not take. Their order must hold, so all their rows wait; the rows of
 * others go on. They are tried again after a while, and it is never silent: it shows in health, metrics and log.
 */
final class HeldBack {
    private static final Logger log = LoggerFactory.getLogger(HeldBack.class);
    private static final long PAUSE = Duration.ofSeconds(60).toNanos();

    private record Reason(OutboxRow row, String text, long since) {}

    private final Map<OutboxRow.Stream, Reason> reasons = new ConcurrentHashMap<>();

    void add(OutboxRow row, String why) {
        log.error("event {} cannot be published and holds back those behind it with its key: {}", row.eventId(), why);
        reasons.put(row.stream(), new Reason(row, why, System.nanoTime()));
    }

    /** The rows to leave out now, each with those behind it in its stream. */
    List<OutboxRow> rows() {
        reasons.values().removeIf(reason -> System.nanoTime() - reason.since() > PAUSE);
        return reasons.values().stream().map(Reason::row).toList();
    }

    int size() {
        return reasons.size();
    }

    Optional<String> problem() {
        return reasons.values().stream().map(Reason::text).sorted().findFirst();
    }
}
