package io.longhaul.inventory.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.Json;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.Rows;
import io.longhaul.inventory.page.Listing;
import io.longhaul.inventory.page.PageRequest;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.longhaul.schemas.job.Residue;
import io.longhaul.schemas.job.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Jobs as callers may see them, without the live part (attempt, progress, {@code asOf}), which Temporal knows. */
public final class JobQueries {
    private static final String SELECT = "select j.*, clock_timestamp() as at from job j";

    private static final String CODE = "coalesce(j.parking -> 'failure' ->> 'code', j.failure ->> 'code')";

    private final Database database;

    /** Of that inventory. */
    public JobQueries(Database database) {
        this.database = database;
    }

    /**
     * Which jobs of a list; each is null for any.
     *
     * @param vm id or name of the VM that they are about
     * @param parent the job behind which they run
     * @param code why they are parked, or why they ended
     * @param node the node that they work on; only operators may ask
     */
    public record Filter(
            JobState state,
            Operation operation,
            String vm,
            String volume,
            String parent,
            FailureCode code,
            String node) {
        /** All. */
        public static Filter none() {
            return new Filter(null, null, null, null, null, null, null);
        }
    }

    /** A job with its steps; empty: not there, or another tenant's. */
    public Optional<JobView> show(Principal caller, String id) {
        return database.read(handle -> handle.createQuery(SELECT + " where j.id = :id")
                        .bind("id", id)
                        .map((rows, context) -> stored(rows))
                        .findOne()
                        .map(job -> JobViews.view(job, steps(handle, id), caller)))
                .filter(job -> caller.sees(job.tenant()));
    }

    /**
     * Jobs without their steps, newest first.
     *
     * @throws LonghaulException {@code NOT_FOUND} when the filter names a VM that there never was, {@code FORBIDDEN} when a
     *     tenant asks by node
     */
    public Page<JobView> list(Principal caller, PageRequest page, Filter filter) {
        if (filter.node() != null && !caller.operator()) {
            throw LonghaulException.of(FailureCode.FORBIDDEN, "Only operators may ask for the jobs of a node.");
        }
        return database.read(handle -> new Listing<>(SELECT, "j", (rows, context) -> stored(rows))
                .with("tenant", caller.tenant())
                .with("state", filter.state())
                .with("operation", filter.operation())
                .with("vm", vm(handle, caller, filter.vm()))
                .with("volume", filter.volume())
                .with("parent_job_id", filter.parent())
                .with("node", filter.node())
                .with("code", CODE, filter.code())
                .page(
                        handle,
                        page,
                        stored -> stored.row().createdAt(),
                        stored -> stored.row().id(),
                        stored -> JobViews.view(stored, null, caller)));
    }

    private static String vm(Handle handle, Principal caller, String reference) {
        return reference == null
                ? null
                : Vms.known(handle, caller.tenant(), reference)
                        .orElseThrow(() ->
                                LonghaulException.of(FailureCode.NOT_FOUND, "There is no VM '" + reference + "'."));
    }

    private static List<StepView> steps(Handle handle, String id) {
        return handle.createQuery("select * from job_step where job_id = :id order by position")
                .bind("id", id)
                .map((rows, context) -> new StepView(
                        rows.getString("name"),
                        StepState.valueOf(rows.getString("state")),
                        Rows.time(rows, "started_at"),
                        Rows.time(rows, "ended_at"),
                        rows.getString("outcome"),
                        null,
                        null))
                .list();
    }

    private static JobViews.Stored stored(ResultSet rows) throws SQLException {
        return new JobViews.Stored(
                JobRow.map(rows),
                Json.read(rows.getString("result"), new TypeReference<Map<String, Object>>() {}),
                Json.read(rows.getString("residue"), new TypeReference<List<Residue>>() {}));
    }
}
