package io.longhaul.inventory.lock;

import io.longhaul.schemas.job.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** When a job may end, from what the inventory knows: how long the last ones of its operation took. */
public final class Estimate {
    /** Only over the latest jobs, so that a refusal stays cheap. */
    private static final String SQL = """
            select expected from (
                select held.started_at + (
                    select percentile_cont(0.5) within group (order by latest.ended_at - latest.started_at)
                    from (select * from job order by created_at desc, id desc limit 200) latest
                    where latest.operation = held.operation and latest.state = 'SUCCEEDED') as expected
                from job held where held.id = :job and held.state = 'RUNNING') estimate
            where expected > clock_timestamp()
            """;

    private static final String USUAL = """
            select extract(epoch from percentile_cont(0.5) within group (order by ended_at - started_at)) * 1000
              from (select * from job order by created_at desc, id desc limit 200) latest
             where operation = :operation and state = 'SUCCEEDED'
            """;

    private Estimate() {}

    /** How long the latest jobs of an operation took, as their median; empty: there was none. */
    public static Optional<Duration> usual(Handle handle, Operation operation) {
        return handle.createQuery(USUAL)
                .bind("operation", operation)
                .mapTo(Double.class)
                .findOne()
                .map(milliseconds -> Duration.ofMillis(milliseconds.longValue()));
    }

    /** Empty: not known, for instance because it waits for a decision, or takes longer than the others did. */
    static Optional<Instant> end(Handle handle, String jobId) {
        return handle.createQuery(SQL)
                .bind("job", jobId)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
    }
}
