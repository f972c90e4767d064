package io.longhaul.inventory.alert;

import io.longhaul.inventory.Rows;
import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.schemas.event.AlertEvent;
import io.longhaul.schemas.failure.FailureCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/**
 * Alerts by their keys. A job's key is its id: raised when the job is parked or does not start, resolved when it goes on or
 * ends. Every change is one event with the next number of the key.
 */
public final class Alerts {
    private static final int BATCH = 500;

    private Alerts() {}

    /** Raises the alert of a job. */
    public static void raise(Handle handle, String jobId, String node, FailureCode code, String summary) {
        raise(handle, jobId, jobId, node, code, summary);
    }

    /** Raises the alert of a node, for one code. */
    static void raiseOfNode(Handle handle, String node, FailureCode code, String summary) {
        raise(handle, keyOfNode(node, code), null, node, code, summary);
    }

    /** The key of a node's alert. */
    static String keyOfNode(String node, FailureCode code) {
        return "node:" + node + ":" + code.name();
    }

    private static void raise(Handle handle, String key, String jobId, String node, FailureCode code, String summary) {
        publish(
                handle,
                handle.createQuery("""
                        insert into alert (key, state, code, job_id, node, summary)
                        values (:key, 'raised', :code, :job, :node, :summary)
                        on conflict (key) do update set state = 'raised', code = :code, node = :node, summary = :summary,
                               raised_at = clock_timestamp(), since = clock_timestamp(), sequence = alert.sequence + 1
                        returning *, clock_timestamp() as at
                        """)
                        .bind("key", key)
                        .bind("job", jobId)
                        .bind("code", code)
                        .bind("node", node)
                        .bind("summary", summary)
                        .map((rows, context) -> event(rows, summary))
                        .list());
    }

    /**
     * Raises again what has lasted so long since it was last raised. What another transaction changes at this moment is left
     * to the next round.
     *
     * @return how many
     */
    static int raiseAgain(Handle handle, Duration lasted) {
        return publish(
                handle,
                handle.createQuery("""
                        update alert set raised_at = clock_timestamp(), sequence = sequence + 1
                         where key in (select key from alert
                                        where state = 'raised' and raised_at < clock_timestamp() - make_interval(secs => :lasted)
                                        order by raised_at limit :batch for update skip locked)
                        returning *, clock_timestamp() as at
                        """)
                        .bind("lasted", lasted.toMillis() / 1000.0)
                        .bind("batch", BATCH)
                        .map((rows, context) -> event(rows, rows.getString("summary")))
                        .list());
    }

    /** Resolves the alert of a key, if it is raised. */
    public static void resolve(Handle handle, String key, String summary) {
        publish(
                handle,
                handle.createQuery("""
                        update alert set state = 'resolved', sequence = sequence + 1
                         where key = :key and state = 'raised' returning *, clock_timestamp() as at
                        """)
                        .bind("key", key)
                        .map((rows, context) -> event(rows, summary))
                        .list());
    }

    /** The section of the runbook for a code. */
    public static String runbook(FailureCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    private static int publish(Handle handle, List<AlertEvent> events) {
        events.forEach(event -> Outbox.alert(handle, event));
        return events.size();
    }

    private static AlertEvent event(ResultSet rows, String summary) throws SQLException {
        FailureCode code = FailureCode.valueOf(rows.getString("code"));
        return new AlertEvent(
                rows.getString("key"),
                rows.getString("state"),
                code,
                summary,
                rows.getString("job_id"),
                rows.getString("node"),
                runbook(code),
                Rows.time(rows, "since"),
                rows.getLong("sequence"),
                Rows.time(rows, "at"));
    }
}
