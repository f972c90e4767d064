package io.longhaul.inventory.volume;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.page.Listing;
import io.longhaul.inventory.page.PageRequest;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.api.VolumeState;
import io.longhaul.schemas.api.VolumeView;
import java.util.Optional;

/** Volumes as callers may see them. */
public final class VolumeQueries {
    private final Database database;

    /** Of that inventory. */
    public VolumeQueries(Database database) {
        this.database = database;
    }

    /** A volume by id, deleted or not; empty: not there, or another tenant's. */
    public Optional<VolumeView> show(Principal caller, String id) {
        return database.read(handle -> Volumes.find(handle, id))
                .map(VolumeRow::view)
                .filter(volume -> caller.sees(volume.tenant()))
                .map(volume -> shown(caller, volume));
    }

    /**
     * Volumes, newest first; deleted ones only when that state is asked for.
     *
     * @param state null: any
     * @param vm id of the VM that has them; null: any
     */
    public Page<VolumeView> list(Principal caller, PageRequest page, VolumeState state, String vm) {
        return database.read(handle -> new Listing<>(VolumeRow.SELECT, "v", (rows, context) -> VolumeRow.map(rows))
                .with("tenant", caller.tenant())
                .with("state", state)
                .with("vm", vm)
                .when(state == null, "v.state <> 'DELETED'")
                .page(
                        handle,
                        page,
                        row -> row.view().createdAt(),
                        row -> row.view().id(),
                        row -> shown(caller, row.view())));
    }

    private static VolumeView shown(Principal caller, VolumeView volume) {
        return caller.operator()
                ? volume
                : new VolumeView(
                        volume.id(),
                        volume.tenant(),
                        volume.vm(),
                        volume.template(),
                        volume.storage(),
                        null,
                        volume.state(),
                        volume.capacityBytes(),
                        volume.independent(),
                        volume.createdAt(),
                        volume.deletedAt(),
                        volume.version());
    }
}
