package io.longhaul.inventory.alert;

import io.longhaul.inventory.Rows;
import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.schemas.event.AlertEvent;
import io.longhaul.schemas.failure.FailureCode;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Alerts about jobs, keyed by the job's id: raised when it is parked, resolved when it goes on or ends. */
public final class Alerts {
    private Alerts() {}

    /** Raises the alert of a job. */
    public static void raise(Handle handle, String jobId, String node, FailureCode code, String summary) {
        handle.createQuery("""
                        insert into alert (key, state, code, job_id, node) values (:job, 'raised', :code, :job, :node)
                        on conflict (key) do update set state = 'raised', code = :code, node = :node,
                               raised_at = clock_timestamp(), sequence = alert.sequence + 1
                        returning *, clock_timestamp() as at
                        """)
                .bind("job", jobId)
                .bind("code", code)
                .bind("node", node)
                .map((rows, context) -> event(rows, summary))
                .list()
                .forEach(event -> Outbox.alert(handle, event));
    }

    /** Resolves the alert of a job, if it is raised. */
    public static void resolve(Handle handle, String jobId, String summary) {
        handle.createQuery("""
                        update alert set state = 'resolved', sequence = sequence + 1
                         where key = :job and state = 'raised' returning *, clock_timestamp() as at
                        """)
                .bind("job", jobId)
                .map((rows, context) -> event(rows, summary))
                .list()
                .forEach(event -> Outbox.alert(handle, event));
    }

    /** The section of the runbook for a code. */
    public static String runbook(FailureCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    private static AlertEvent event(java.sql.ResultSet rows, String summary) throws java.sql.SQLException {
        FailureCode code = FailureCode.valueOf(rows.getString("code"));
        return new AlertEvent(
                rows.getString("key"),
                rows.getString("state"),
                code,
                summary,
                rows.getString("job_id"),
                rows.getString("node"),
                runbook(code),
                rows.getLong("sequence"),
                Rows.time(rows, "at"));
    }
}
