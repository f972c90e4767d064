package io.longhaul.relay.outbox;

import java.time.Instant;
import java.util.Objects;

/**
 * One row of the outbox: one event that is committed and not yet published.
 *
 * @param id the order of publication
 * @param eventId the CloudEvent's id
 * @param topic where it goes
 * @param key the aggregate's id
 * @param type the CloudEvent's type
 * @param sequence number of the event in its topic and key
 * @param at when it happened, on the database's clock
 * @param data the event as JSON; null: a tombstone
 */
public record OutboxRow(
        long id, String eventId, String topic, String key, String type, long sequence, Instant at, String data) {
    public OutboxRow {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(at, "at");
    }

    /** What keeps its order. */
    public Stream stream() {
        return new Stream(topic, key);
    }

    /** The events of one key on one topic. */
    public record Stream(String topic, String key) {}
}
