package io.longhaul.inventory.outbox;

import io.longhaul.inventory.Json;
import io.longhaul.schemas.event.AlertEvent;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.InventoryEvent;
import io.longhaul.schemas.event.InventoryState;
import io.longhaul.schemas.event.JobEvent;
import io.longhaul.schemas.event.Topic;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** Events, written in the transaction of the change; the relay publishes them. */
public final class Outbox {
    private static final String INSERT = """
            insert into outbox (topic, key, type, sequence, occurred_at, data)
            values (:topic, :key, :type, :sequence, :at, cast(:data as jsonb))
            """;

    private Outbox() {}

    /** A job or a step of it changed. */
    public static void job(Handle handle, JobEvent event) {
        String type = event.step() == null ? EventType.JOB_STATE : EventType.JOB_STEP;
        append(handle, Topic.JOB_EVENT, event.jobId(), type, event.sequence(), event.at(), Json.write(event));
    }

    /** An object changed: its event and its state, which is a tombstone when there is none. */
    public static void inventory(Handle handle, InventoryEvent event, InventoryState state) {
        handle.createUpdate("""
                        insert into outbox (topic, key, type, sequence, occurred_at, data)
                        values (:eventTopic, :key, :eventType, :sequence, :at, cast(:event as jsonb)),
                               (:stateTopic, :key, :stateType, :sequence, :at, cast(:state as jsonb))
                        """)
                .bind("eventTopic", Topic.INVENTORY_EVENT)
                .bind("eventType", EventType.INVENTORY_CHANGE)
                .bind("stateTopic", Topic.INVENTORY_STATE)
                .bind("stateType", EventType.INVENTORY_STATE)
                .bind("key", event.id())
                .bind("sequence", event.sequence())
                .bind("at", OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC))
                .bind("event", Json.write(event))
                .bind("state", Json.write(state))
                .execute();
    }

    /** An alert was raised or resolved. */
    public static void alert(Handle handle, AlertEvent event) {
        append(handle, Topic.ALERT, event.key(), EventType.ALERT, event.sequence(), event.at(), Json.write(event));
    }

    private static void append(
            Handle handle, String topic, String key, String type, long sequence, Instant at, String data) {
        handle.createUpdate(INSERT)
                .bind("topic", topic)
                .bind("key", key)
                .bind("type", type)
                .bind("sequence", sequence)
                .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .bind("data", data)
                .execute();
    }
}
