package io.longhaul.inventory.lock;

import io.longhaul.schemas.job.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** When a job may end, from what the inventory knows: how long the last ones of its operation took. */
public final class Estimate {
    /** Only over the latest jobs, so that a claim and a refusal stay cheap. */
    private static final String SQL = """
            select expected from (
                select job.state, job.started_at + greatest(took.time, make_interval(secs => :least)) as expected
                from job, lateral (
                    select percentile_cont(:share) within group (order by latest.ended_at - latest.started_at) as time
                    from (select * from job order by created_at desc, id desc limit 200) latest
                    where latest.operation = job.operation and latest.state = 'SUCCEEDED') took
                where job.id = :job and took.time is not null) estimate
            """;

    private static final String USUAL = """
            select extract(epoch from percentile_cont(0.5) within group (order by ended_at - started_at)) * 1000
              from (select * from job order by created_at desc, id desc limit 200) latest
             where operation = :operation and state = 'SUCCEEDED'
            """;

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.95;

    private Estimate() {}

    /** How long the latest jobs of an operation took, as their median; empty: there was none. */
    public static Optional<Duration> usual(Handle handle, Operation operation) {
        return handle.createQuery(USUAL)
                .bind("operation", operation)
                .mapTo(Double.class)
                .findOne()
                .map(milliseconds -> Duration.ofMillis(milliseconds.longValue()));
    }

    /** When a running job will probably end. Empty: not known, or it takes longer than most did. */
    static Optional<Instant> end(Handle handle, String jobId) {
        String sql = SQL + " where state = 'RUNNING' and expected > clock_timestamp()";
        return ask(handle, jobId, sql, HALF, Duration.ZERO);
    }

    /**
     * When a job that has started should have ended; one that has not is worth a look. Nearly all of its operation took
     * less.
     *
     * @param least what it is given in any case
     * @return empty: none of its operation has succeeded lately
     */
    public static Optional<Instant> latestEnd(Handle handle, String jobId, Duration least) {
        return ask(handle, jobId, SQL, NEARLY_ALL, least);
    }

    private static Optional<Instant> ask(Handle handle, String jobId, String sql, double share, Duration least) {
        return handle.createQuery(sql)
                .bind("job", jobId)
                .bind("share", share)
                .bind("least", least.toSeconds())
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
    }
}
