package io.longhaul.inventory.audit;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Rows;
import io.longhaul.schemas.event.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What the inventory says of itself, in one snapshot: its jobs, its versions, and what is still to be published.
 *
 * @param jobs every job
 * @param aggregates every object that has a version, jobs and alerts among them
 * @param pending the highest sequence that waits in the outbox, by topic and key
 */
public record Records(List<Job> jobs, List<Aggregate> aggregates, Map<Place, Long> pending) {
    /**
     * A job.
     *
     * @param runId the run that has claimed it; null: none
     * @param starting whether a run was wanted so short a time ago that it may be on its way
     * @param endedAt null: it is open
     */
    public record Job(String id, String state, String runId, boolean starting, Instant endedAt) {
        /** Whether it has not ended. */
        public boolean open() {
            return endedAt == null;
        }
    }

    /** A key of a topic. */
    public record Place(String topic, String key) {}

    /**
     * Something whose version is the sequence of its events.
     *
     * @param version its version
     * @param createdAt when it was made
     * @param exists false: it is deleted, and the topic of states has or had a tombstone
     * @param topics where its versions are published
     */
    public record Aggregate(String id, long version, Instant createdAt, boolean exists, List<String> topics) {}

    private static final List<String> INVENTORY = List.of(Topic.INVENTORY_EVENT, Topic.INVENTORY_STATE);

    /** Reads them. A run that was wanted a shorter time ago than {@code patience} counts as starting. */
    public static Records read(Database database, Duration patience) {
        return database.transaction(handle -> {
            handle.execute("set transaction isolation level repeatable read, read only");
            return new Records(jobs(handle, patience), aggregates(handle), pending(handle));
        });
    }

    private static List<Job> jobs(Handle handle, Duration patience) {
        return handle.createQuery("""
                        select id, state, run_id, ended_at,
                               wants_run and run_wanted_at > clock_timestamp() - make_interval(secs => :patience) as starting
                          from job
                        """)
                .bind("patience", patience.toSeconds())
                .map((rows, context) -> new Job(
                        rows.getString("id"),
                        rows.getString("state"),
                        rows.getString("run_id"),
                        rows.getBoolean("starting"),
                        Rows.time(rows, "ended_at")))
                .list();
    }

    private static List<Aggregate> aggregates(Handle handle) {
        return handle.createQuery("""
                        select id, version, created_at, true as here, 'job' as kind from job
                        union all select id, version, created_at, state <> 'DELETED', 'vm' from vm
                        union all select id, version, created_at, state <> 'DELETED', 'volume' from volume
                        union all select id, version, created_at, state <> 'DELETED', 'template' from template
                        union all select name, version, created_at, true, 'node' from node
                        union all select key, sequence, created_at, true, 'alert' from alert
                        """)
                .map((rows, context) -> new Aggregate(
                        rows.getString("id"),
                        rows.getLong("version"),
                        Rows.time(rows, "created_at"),
                        rows.getBoolean("here"),
                        topics(rows.getString("kind"))))
                .list();
    }

    private static List<String> topics(String kind) {
        return switch (kind) {
            case "job" -> List.of(Topic.JOB_EVENT);
            case "alert" -> List.of(Topic.ALERT);
            default -> INVENTORY;
        };
    }

    private static Map<Place, Long> pending(Handle handle) {
        Map<Place, Long> pending = new HashMap<>();
        handle.createQuery("select topic, key, max(sequence) as last from outbox group by topic, key")
                .map((rows, context) ->
                        Map.entry(new Place(rows.getString("topic"), rows.getString("key")), rows.getLong("last")))
                .forEach(entry -> pending.put(entry.getKey(), entry.getValue()));
        return pending;
    }
}
