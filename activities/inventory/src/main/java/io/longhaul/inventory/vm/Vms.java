package io.longhaul.inventory.vm;

import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.event.InventoryEvent;
import io.longhaul.schemas.event.InventoryState;
import io.longhaul.schemas.event.ObjectKind;
import io.longhaul.workflows.plan.VmRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes of VMs, each with its event. A change that is none has no event. */
public final class Vms {
    private Vms() {}

    /** A VM that is to be made with its volumes; it holds its vCPUs and memory on its node from now on. */
    public static void insert(Handle handle, VmRef vm, int vcpus, long memoryMib, List<String> volumes, String jobId) {
        VmRow row = handle.createQuery("""
                        insert into vm (id, name, tenant, state, node, vcpus, memory_mib)
                        values (:id, :name, :tenant, 'CREATING', :node, :vcpus, :memory)
                        returning *, clock_timestamp() as at, cast(:volumes as text[]) as volumes, cast(:job as text) as job
                        """)
                .bind("id", vm.id())
                .bind("name", vm.name())
                .bind("tenant", vm.tenant())
                .bind("node", vm.node())
                .bind("vcpus", vcpus)
                .bind("memory", memoryMib)
                .bindArray("volumes", String.class, volumes)
                .bind("job", jobId)
                .map((rows, context) -> VmRow.map(rows))
                .one();
        publish(handle, row, jobId, "created");
    }

    /** The VM that is not deleted, with its row locked. */
    public static Optional<VmRow> lock(Handle handle, String id) {
        handle.createQuery("select 1 from vm where id = :id for update")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
        return find(handle, id).filter(row -> row.view().state() != VmState.DELETED);
    }

    /** The VM, deleted or not. */
    public static Optional<VmRow> find(Handle handle, String id) {
        return find(handle, VmRow.SELECT, id);
    }

    /** The VM as it is shown, deleted or not. */
    static Optional<VmRow> shown(Handle handle, String id) {
        return find(handle, VmRow.SHOWN, id);
    }

    private static Optional<VmRow> find(Handle handle, String select, String id) {
        return handle.createQuery(select + " where v.id = :id")
                .bind("id", id)
                .map((rows, context) -> VmRow.map(rows))
                .findOne();
    }

    /** Id of the VM with that id or name that is not deleted, of the tenant, or of any when it is null. */
    public static Optional<String> resolve(Handle handle, String tenant, String reference) {
        return handle.createQuery("""
                        select id from vm where (id = :reference or name = :reference) and state <> 'DELETED'
                           and (cast(:tenant as text) is null or tenant = :tenant)
                         order by id = :reference desc, created_at desc limit 1
                        """)
                .bind("reference", reference)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne();
    }

    /** Id of the VM with that id or name, of the tenant, or of any when it is null: the newest, a deleted one at last. */
    public static Optional<String> known(Handle handle, String tenant, String reference) {
        return handle.createQuery("""
                        select id from vm where (id = :reference or name = :reference)
                           and (cast(:tenant as text) is null or tenant = :tenant)
                         order by id = :reference desc, state = 'DELETED', created_at desc limit 1
                        """)
                .bind("reference", reference)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne();
    }

    /** The VM runs, is off, or nobody knows. One that is being deleted remembers it. */
    public static void power(Handle handle, String id, VmState state, String jobId) {
        handle.createUpdate(
                        "update vm set before_delete = :state, power_changed_at = clock_timestamp() where id = :id and state = 'DELETING'")
                .bind("id", id)
                .bind("state", state)
                .execute();
        int changed =
                handle.createUpdate("""
                        update vm set state = :state, version = version + 1, power_changed_at = clock_timestamp()
                         where id = :id and state <> :state and state not in ('DELETING', 'DELETED')
                        """).bind("id", id).bind("state", state).execute();
        if (changed > 0) {
            publish(handle, id, jobId, state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** It was made, and no step has said that it runs. */
    public static void settled(Handle handle, String id, String jobId) {
        boolean creating = find(handle, id)
                .filter(row -> row.view().state() == VmState.CREATING)
                .isPresent();
        if (creating) {
            power(handle, id, VmState.STOPPED, jobId);
        }
    }

    /** A deletion was accepted. */
    public static void deleting(Handle handle, String id, String jobId) {
        int changed = handle.createUpdate("""
                        update vm set before_delete = state, state = 'DELETING', version = version + 1
                         where id = :id and state not in ('DELETING', 'DELETED')
                        """).bind("id", id).execute();
        if (changed > 0) {
            publish(handle, id, jobId, "deleting");
        }
    }

    /** A deletion did not succeed. */
    public static void restore(Handle handle, String id, String jobId) {
        int changed = handle.createUpdate("""
                        update vm set state = before_delete, before_delete = null, version = version + 1
                         where id = :id and state = 'DELETING'
                        """).bind("id", id).execute();
        if (changed > 0) {
            publish(handle, id, jobId, "restored");
        }
    }

    /** The VM exists no more. */
    public static void removed(Handle handle, String id, String jobId) {
        int changed = handle.createUpdate("""
                        update vm set state = 'DELETED', deleted_at = clock_timestamp(), version = version + 1
                         where id = :id and state <> 'DELETED'
                        """).bind("id", id).execute();
        if (changed > 0) {
            publish(handle, id, jobId, "deleted");
        }
    }

    private static void publish(Handle handle, String id, String jobId, String change) {
        publish(handle, find(handle, id).orElseThrow(), jobId, change);
    }

    private static void publish(Handle handle, VmRow row, String jobId, String change) {
        VmView vm = row.view();
        Outbox.inventory(
                handle,
                new InventoryEvent(
                        ObjectKind.VM,
                        vm.id(),
                        vm.tenant(),
                        change,
                        jobId,
                        vm,
                        null,
                        null,
                        null,
                        vm.version(),
                        row.at()),
                vm.state() == VmState.DELETED
                        ? null
                        : new InventoryState(ObjectKind.VM, vm, null, null, null, vm.version()));
    }
}
