package io.longhaul.inventory.job;

import io.longhaul.schemas.job.JobState;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Job rows by id, with and without their lock. */
final class JobRows {
    private JobRows() {}

    static Optional<JobRow> find(Handle handle, String id) {
        return select(handle, "where id = :id", id).stream().findFirst();
    }

    /** Locks the row. INVARIANT: whoever changes a job, its locks or its claim has its row locked. */
    static Optional<JobRow> lock(Handle handle, String id) {
        return select(handle, "where id = :id for update", id).stream().findFirst();
    }

    /** Open children that work under a job's locks, locked. */
    static List<JobRow> lockOpenChildren(Handle handle, String id) {
        return select(handle, "where lock_owner = :id and id <> :id and ended_at is null order by id for update", id);
    }

    /** Open flattens of a VM's volumes, locked. */
    static List<JobRow> lockOpenFlattens(Handle handle, String vm) {
        return select(
                handle,
                "where vm = :id and operation = 'FLATTEN_VOLUME' and ended_at is null order by id for update",
                vm);
    }

    /** Moves a job to a state, or bumps its version for a change within one. */
    static JobRow state(Handle handle, String id, JobState state) {
        return handle.createQuery(
                        "update job set state = :state, version = version + 1 where id = :id" + JobRow.RETURNING)
                .bind("id", id)
                .bind("state", state)
                .map((rows, context) -> JobRow.map(rows))
                .one();
    }

    private static List<JobRow> select(Handle handle, String where, String id) {
        return handle.createQuery(JobRow.SELECT + where)
                .bind("id", id)
                .map((rows, context) -> JobRow.map(rows))
                .list();
    }
}
