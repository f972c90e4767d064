package io.longhaul.inventory.fleet;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Counts the fleet. Reads open jobs only, of which there are few among all that there ever were. */
public final class FleetQueries {
    private final Database database;

    /** Of that inventory. */
    public FleetQueries(Database database) {
        this.database = database;
    }

    /** The numbers now. */
    public Fleet now() {
        return database.read(handle -> new Fleet(
                open(handle),
                parked(handle),
                seconds(handle, "select min(run_wanted_at) from job where ended_at is null and wants_run"),
                seconds(handle, "select min(parked_at) from job where ended_at is null and state = 'NEEDS_ATTENTION'"),
                nodes(handle),
                raised(handle)));
    }

    private static List<Fleet.Open> open(Handle handle) {
        return handle.createQuery("select operation, state, count(*) from job where ended_at is null group by 1, 2")
                .map((rows, context) -> new Fleet.Open(
                        Operation.valueOf(rows.getString(1)), JobState.valueOf(rows.getString(2)), rows.getLong(3)))
                .list();
    }

    private static List<Fleet.Parked> parked(Handle handle) {
        return handle.createQuery("""
                        select parking -> 'failure' ->> 'code', coalesce(node, ''), count(*) from job
                         where ended_at is null and state = 'NEEDS_ATTENTION' group by 1, 2
                        """)
                .map((rows, context) ->
                        new Fleet.Parked(FailureCode.valueOf(rows.getString(1)), rows.getString(2), rows.getLong(3)))
                .list();
    }

    private static double seconds(Handle handle, String since) {
        return handle.createQuery("select coalesce(extract(epoch from clock_timestamp() - (" + since + ")), 0)")
                .mapTo(Double.class)
                .one();
    }

    private static List<Fleet.Node> nodes(Handle handle) {
        return handle.createQuery("select name, state, live from node order by name")
                .map((rows, context) ->
                        new Fleet.Node(rows.getString(1), NodeState.valueOf(rows.getString(2)), rows.getBoolean(3)))
                .list();
    }

    private static List<Fleet.Raised> raised(Handle handle) {
        return handle.createQuery("select code, count(*) from alert where state = 'raised' group by 1")
                .map((rows, context) -> new Fleet.Raised(FailureCode.valueOf(rows.getString(1)), rows.getLong(2)))
                .list();
    }
}
