package io.longhaul.inventory.vm;

import io.longhaul.inventory.Rows;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VmView;
import io.longhaul.workflows.plan.VmRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A VM with what belongs to it.
 *
 * @param view as operators see it
 * @param at the database's clock when it was read
 */
public record VmRow(VmView view, Instant at) {
    private static final String COLUMNS = """
            select v.*, clock_timestamp() as at,
                   array(select id from volume where vm = v.id and state <> 'DELETED' order by position) as volumes,
                   (select job_id from resource_lock
                     where resource = v.id and facet = 'power' and lower_inf(span)) as job
            """;

    static final String SELECT = COLUMNS + " from vm v ";

    /** As it is shown: whether a VM on a lost host runs nobody knows, whatever the job says that holds it. */
    static final String SHOWN = COLUMNS + """
              from (select id, name, tenant, node, vcpus, memory_mib, created_at, deleted_at, version,
                           case when state = 'RUNNING' and exists (
                                     select from node where name = vm.node and lost_at is not null)
                                then 'UNKNOWN' else state end as state
                      from vm) v
            """;

    static VmRow map(ResultSet rows) throws SQLException {
        VmView view = new VmView(
                rows.getString("id"),
                rows.getString("name"),
                rows.getString("tenant"),
                VmState.valueOf(rows.getString("state")),
                rows.getString("node"),
                rows.getInt("vcpus"),
                rows.getLong("memory_mib"),
                Rows.texts(rows, "volumes"),
                rows.getString("job"),
                Rows.time(rows, "created_at"),
                Rows.time(rows, "deleted_at"),
                rows.getLong("version"));
        return new VmRow(view, Rows.time(rows, "at"));
    }

    /** How plans name it. */
    public VmRef ref() {
        return new VmRef(view.id(), view.name(), view.tenant(), view.node());
    }
}
