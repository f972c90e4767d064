package io.longhaul.inventory.alert;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.failure.FailureCode;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * What is said in rounds, because no transaction brings it about: that a job has not been started for long, that a host
 * fails again and again, that an alert lasts. A round compares what is with what is raised, so a round that was missed or
 * made twice does no harm.
 */
public final class StandingAlerts {
    private static final int BATCH = 500;

    private final Database database;
    private final AlertPolicy policy;

    /** Of that inventory. */
    public StandingAlerts(Database database, AlertPolicy policy) {
        this.database = database;
        this.policy = policy;
    }

    /** One round: three transactions. */
    public void round() {
        database.transaction(this::jobsThatDoNotStart);
        database.transaction(handle -> HostAlerts.round(handle, policy));
        database.transaction(handle -> Alerts.raiseAgain(handle, policy.again()));
    }

    /** The rows are locked: a run that claims the job comes before or after, and the next round resolves. */
    private Void jobsThatDoNotStart(Handle handle) {
        handle.createQuery("""
                        select j.id, j.node, j.summary from job j
                         where j.ended_at is null and j.wants_run
                           and j.run_wanted_at < clock_timestamp() - make_interval(secs => :age)
                           and not exists (select 1 from alert a where a.key = j.id and a.state = 'raised')
                         order by j.run_wanted_at limit :batch for update of j skip locked
                        """)
                .bind("age", seconds(policy.accepted()))
                .bind("batch", BATCH)
                .map((rows, context) -> new Waiting(rows.getString(1), rows.getString(2), rows.getString(3)))
                .list()
                .forEach(job -> Alerts.raise(
                        handle,
                        job.id(),
                        job.node(),
                        FailureCode.NOT_STARTED,
                        job.summary() + " waits for a run and none has taken it up"));
        handle.createQuery("""
                        select j.id from job j join alert a on a.key = j.id
                         where a.state = 'raised' and a.code = 'NOT_STARTED' and (not j.wants_run or j.ended_at is not null)
                         for update of j skip locked
                        """)
                .mapTo(String.class)
                .list()
                .forEach(job -> Alerts.resolve(handle, job, "a run has taken the job up"));
        return null;
    }

    private record Waiting(String id, String node, String summary) {}

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
