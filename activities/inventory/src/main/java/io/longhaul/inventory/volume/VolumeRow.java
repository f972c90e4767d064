package io.longhaul.inventory.volume;

import io.longhaul.inventory.Rows;
import io.longhaul.schemas.api.VolumeState;
import io.longhaul.schemas.api.VolumeView;
import io.longhaul.workflows.plan.VolumeRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A volume.
 *
 * @param view as operators see it
 * @param at the database's clock when it was read
 */
public record VolumeRow(VolumeView view, Instant at) {
    static final String SELECT = "select v.*, clock_timestamp() as at from volume v";

    static VolumeRow map(ResultSet rows) throws SQLException {
        VolumeView view = new VolumeView(
                rows.getString("id"),
                rows.getString("tenant"),
                rows.getString("vm"),
                rows.getString("template"),
                rows.getString("storage"),
                rows.getString("node"),
                VolumeState.valueOf(rows.getString("state")),
                rows.getLong("capacity_bytes"),
                rows.getBoolean("independent"),
                Rows.time(rows, "created_at"),
                Rows.time(rows, "deleted_at"),
                rows.getLong("version"));
        return new VolumeRow(view, Rows.time(rows, "at"));
    }

    /** How plans name it. */
    public VolumeRef ref() {
        return new VolumeRef(view.id(), view.storage());
    }
}
