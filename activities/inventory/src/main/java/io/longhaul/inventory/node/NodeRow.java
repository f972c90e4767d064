package io.longhaul.inventory.node;

import com.fasterxml.jackson.core.type.TypeReference;
import io.longhaul.inventory.Json;
import io.longhaul.inventory.Rows;
import io.longhaul.schemas.api.NodeConfirmedOff;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.event.StorageReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A node.
 *
 * @param view as operators see it
 * @param incarnation of its worker
 * @param at the database's clock when it was read
 */
public record NodeRow(NodeView view, String incarnation, Instant at) {
    /** All columns, with what the inventory has given away on the node. */
    public static final String SELECT = """
            select n.*, clock_timestamp() as at, used.vcpus as used_vcpus, used.memory as used_memory
              from node n, lateral (select coalesce(sum(vcpus), 0) as vcpus, coalesce(sum(memory_mib), 0) as memory
                                      from vm where node = n.name and state <> 'DELETED') used
            """;

    /** The node in a row of {@link #SELECT}. */
    public static NodeRow map(ResultSet rows) throws SQLException {
        NodeView view = new NodeView(
                rows.getString("name"),
                rows.getString("cluster"),
                NodeState.valueOf(rows.getString("state")),
                rows.getBoolean("live"),
                rows.getInt("vcpus"),
                rows.getLong("memory_mib"),
                rows.getInt("used_vcpus"),
                rows.getLong("used_memory"),
                Json.read(rows.getString("storages"), new TypeReference<List<StorageReport>>() {}),
                Rows.texts(rows, "networks"),
                Json.read(rows.getString("facts"), new TypeReference<Map<String, String>>() {}),
                Rows.time(rows, "last_seen_at"),
                Rows.time(rows, "lost_at"),
                Json.read(rows.getString("confirmed_off"), NodeConfirmedOff.class),
                rows.getLong("epoch") == 0 ? null : rows.getLong("epoch"),
                rows.getLong("version"));
        return new NodeRow(view, rows.getString("incarnation"), Rows.time(rows, "at"));
    }
}
