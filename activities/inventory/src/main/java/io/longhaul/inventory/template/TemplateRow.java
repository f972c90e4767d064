package io.longhaul.inventory.template;

import io.longhaul.inventory.Rows;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.workflows.plan.VolumeRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A template.
 *
 * @param view as operators see it
 * @param at the database's clock when it was read
 */
public record TemplateRow(TemplateView view, Instant at) {
    static final String SELECT = """
            select t.*, clock_timestamp() as at,
                   array(select id from volume
                          where template = t.id and state <> 'DELETED' and not independent order by id) as dependents
              from template t
            """;

    static TemplateRow map(ResultSet rows) throws SQLException {
        TemplateView view = new TemplateView(
                rows.getString("id"),
                rows.getString("name"),
                rows.getString("tenant"),
                TemplateState.valueOf(rows.getString("state")),
                rows.getString("volume"),
                rows.getString("storage"),
                rows.getString("node"),
                ImageFormat.valueOf(rows.getString("source_format")),
                rows.getLong("virtual_bytes"),
                rows.getString("sha256"),
                Rows.texts(rows, "dependents"),
                Rows.time(rows, "created_at"),
                Rows.time(rows, "deleted_at"),
                rows.getLong("version"));
        return new TemplateRow(view, Rows.time(rows, "at"));
    }

    /** How plans name its volume. */
    public VolumeRef volume() {
        return new VolumeRef(view.volume(), view.storage());
    }
}
