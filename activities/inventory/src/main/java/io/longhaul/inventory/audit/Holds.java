package io.longhaul.inventory.audit;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Locks, waiters and reservations, each of which belongs to an open job. */
public final class Holds {
    private static final String LOCKS = """
            select l.resource as object,
                   format('the lock %s is held by %s, which is %s', l.facet, l.job_id, coalesce(j.state, 'no job')) as detail
              from resource_lock l left join job j on j.id = l.job_id where j.id is null or j.ended_at is not null
            """;
    private static final String WAITERS = """
            select w.resource as object,
                   format('%s waits for the lock %s and is %s', w.job_id, w.facet, coalesce(j.state, 'no job')) as detail
              from lock_waiter w left join job j on j.id = w.job_id where j.id is null or j.ended_at is not null
            """;
    /** What is being made or deleted is reserved for the job that does it, which has it locked. */
    private static final String RESERVATIONS = """
            select r.id as object, format('is %s, and no open job has it locked', r.state) as detail
              from (select id, state from vm union all select id, state from volume
                    union all select id, state from template) r
             where r.state in ('CREATING', 'DELETING')
               and not exists (select from resource_lock l join job j on j.id = l.job_id
                                where l.resource = r.id and j.ended_at is null)
            """;

    private final Database database;

    /** Of that inventory. */
    public Holds(Database database) {
        this.database = database;
    }

    /** The check. */
    public AuditCheck check() {
        return database.read(handle -> AuditCheck.of(
                Invariant.HOLDS_HAVE_JOBS,
                held(handle),
                List.of(LOCKS, WAITERS, RESERVATIONS).stream()
                        .flatMap(query -> found(handle, query).stream())
                        .toList()));
    }

    private static long held(Handle handle) {
        return handle.createQuery("""
                        select (select count(*) from resource_lock) + (select count(*) from lock_waiter)
                             + (select count(*) from vm where state in ('CREATING', 'DELETING'))
                             + (select count(*) from volume where state in ('CREATING', 'DELETING'))
                             + (select count(*) from template where state in ('CREATING', 'DELETING'))
                        """).mapTo(Long.class).one();
    }

    private static List<AuditFinding> found(Handle handle, String query) {
        return handle.createQuery(query + " order by 1, 2")
                .map((rows, context) -> new AuditFinding(rows.getString("object"), rows.getString("detail")))
                .list();
    }
}
