package io.longhaul.relay;

import io.longhaul.relay.outbox.OutboxRow;
import io.longhaul.runtime.health.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** What the relay shows of itself: health and metrics. */
public final class RelayState {
    private static final double BACKLOG_SECONDS = 60;

    private final HeldBack heldBack = new HeldBack();
    private final Counter published;
    private final Counter gaps;
    private volatile boolean leads;
    private volatile boolean waits;
    private volatile int batch;
    private volatile String problem = "it has not seen PostgreSQL and Kafka yet";
    private volatile double rows;
    private volatile double oldestSeconds;

    /** Registers metrics and needs. */
    public RelayState(MeterRegistry metrics, Health health) {
        published = Counter.builder("longhaul.relay.events")
                .description("Events published by this process")
                .register(metrics);
        gaps = Counter.builder("longhaul.relay.gaps")
                .description("Gaps seen in the sequence of a key; there must be none")
                .register(metrics);
        gauge(metrics, "longhaul.relay.leader", "1 when this process leads", () -> leads ? 1 : 0);
        gauge(metrics, "longhaul.relay.batch.rows", "Events of the Kafka transaction under way", () -> batch);
        gauge(metrics, "longhaul.relay.held.keys", "Keys whose events are held back", heldBack::size);
        gauge(metrics, "longhaul.outbox.rows", "Events that wait in the outbox", () -> rows);
        gauge(metrics, "longhaul.outbox.oldest.seconds", "Age of the oldest of them", () -> oldestSeconds);
        health.needs("relay", () -> Optional.ofNullable(problem));
        health.needs("held back", heldBack::problem);
        health.needs("backlog", () -> backlog());
    }

    HeldBack heldBack() {
        return heldBack;
    }

    void published(int events) {
        published.increment(events);
        problem = null;
    }

    void gap() {
        gaps.increment();
    }

    void leads(boolean value) {
        leads = value;
        waits = waits && !value;
        if (value) {
            problem = null;
        }
    }

    /** Another relay leads and this one is ready to follow it; true when that is new. */
    boolean waits() {
        boolean began = !waits;
        waits = true;
        problem = null;
        return began;
    }

    /** So many rows are in a transaction now; 0 when none is under way. */
    void publishing(int count) {
        batch = count;
    }

    void failed(String why) {
        problem = why;
    }

    void hold(OutboxRow row, String why) {
        heldBack.add(row, why);
    }

    void outbox(long waiting, double oldest) {
        rows = waiting;
        oldestSeconds = oldest;
    }

    private Optional<String> backlog() {
        return oldestSeconds < BACKLOG_SECONDS
                ? Optional.empty()
                : Optional.of("the oldest of " + (long) rows + " events has waited " + (long) oldestSeconds + " s");
    }

    private static void gauge(
            MeterRegistry metrics, String name, String description, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(metrics);
    }
}
