package io.longhaul.inventory.volume;

import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.schemas.api.VolumeState;
import io.longhaul.schemas.api.VolumeView;
import io.longhaul.schemas.event.InventoryEvent;
import io.longhaul.schemas.event.InventoryState;
import io.longhaul.schemas.event.ObjectKind;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes of volumes, each with its event. A change that is none has no event. */
public final class Volumes {
    private Volumes() {}

    /** A volume that is to be made. */
    public static void insert(Handle handle, NewVolume volume, String jobId) {
        VolumeRow row = handle.createQuery("""
                        insert into volume
                               (id, tenant, vm, position, template, storage, node, state, capacity_bytes, independent)
                        values (:id, :tenant, :vm, :position, :template, :storage, :node, 'CREATING', :capacity, :independent)
                        returning *, clock_timestamp() as at
                        """)
                .bind("id", volume.id())
                .bind("tenant", volume.tenant())
                .bind("vm", volume.vm())
                .bind("position", volume.position())
                .bind("template", volume.template())
                .bind("storage", volume.storage())
                .bind("node", volume.node())
                .bind("capacity", volume.capacityBytes())
                .bind("independent", volume.independent())
                .map((rows, context) -> VolumeRow.map(rows))
                .one();
        publish(handle, row, jobId, "created");
    }

    /** The volume, deleted or not. */
    public static Optional<VolumeRow> find(Handle handle, String id) {
        return handle.createQuery(VolumeRow.SELECT + " where v.id = :id")
                .bind("id", id)
                .map((rows, context) -> VolumeRow.map(rows))
                .findOne();
    }

    /** A VM's volumes that are not deleted, the system disk first. */
    public static List<VolumeRow> ofVm(Handle handle, String vm) {
        return handle.createQuery(VolumeRow.SELECT + " where v.vm = :vm and v.state <> 'DELETED' order by v.position")
                .bind("vm", vm)
                .map((rows, context) -> VolumeRow.map(rows))
                .list();
    }

    /** Volumes that still depend on a template. */
    public static List<VolumeRow> dependents(Handle handle, String template) {
        return handle.createQuery(VolumeRow.SELECT
                        + " where v.template = :template and v.state <> 'DELETED' and not v.independent order by v.id")
                .bind("template", template)
                .map((rows, context) -> VolumeRow.map(rows))
                .list();
    }

    /** Its file or image exists; one that is being deleted stays so. */
    public static void ready(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "ready", "state = 'READY'", "state = 'CREATING'");
    }

    /** A deletion did not succeed. */
    public static void restore(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "restored", "state = 'READY'", "state = 'DELETING'");
    }

    /** Its size became known. */
    public static void sized(Handle handle, String id, long bytes, String jobId) {
        change(
                handle,
                id,
                jobId,
                "ready",
                "state = 'READY', capacity_bytes = " + bytes,
                "state in ('CREATING', 'READY') and (state = 'CREATING' or capacity_bytes <> " + bytes + ")");
    }

    /** It needs no other volume any more. */
    public static void independent(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "independent", "independent = true", "not independent and state <> 'DELETED'");
    }

    /** A deletion was accepted. */
    public static void deleting(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "deleting", "state = 'DELETING'", "state not in ('DELETING', 'DELETED')");
    }

    /** It exists no more. */
    public static void removed(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "deleted", "state = 'DELETED', deleted_at = clock_timestamp()", "state <> 'DELETED'");
    }

    private static void change(Handle handle, String id, String jobId, String change, String set, String condition) {
        int changed = handle.createUpdate(
                        "update volume set " + set + ", version = version + 1 where id = :id and " + condition)
                .bind("id", id)
                .execute();
        if (changed > 0) {
            publish(handle, id, jobId, change);
        }
    }

    private static void publish(Handle handle, String id, String jobId, String change) {
        publish(handle, find(handle, id).orElseThrow(), jobId, change);
    }

    private static void publish(Handle handle, VolumeRow row, String jobId, String change) {
        VolumeView volume = row.view();
        Outbox.inventory(
                handle,
                new InventoryEvent(
                        ObjectKind.VOLUME,
                        volume.id(),
                        volume.tenant(),
                        change,
                        jobId,
                        null,
                        volume,
                        null,
                        null,
                        volume.version(),
                        row.at()),
                volume.state() == VolumeState.DELETED
                        ? null
                        : new InventoryState(ObjectKind.VOLUME, null, volume, null, null, volume.version()));
    }
}
