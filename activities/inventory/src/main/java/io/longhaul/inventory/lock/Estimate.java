package io.longhaul.inventory.lock;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** When a job may end, from what the inventory knows: how long the last ones of its operation took. */
final class Estimate {
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

    private Estimate() {}

    /** Empty: not known, for instance because it waits for a decision, or takes longer than the others did. */
    static Optional<Instant> end(Handle handle, String jobId) {
        return handle.createQuery(SQL)
                .bind("job", jobId)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
    }
}
