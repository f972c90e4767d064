package io.longhaul.inventory.audit;

import io.longhaul.inventory.Database;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the inventory says of VMs and volumes, as the comparison with a host needs it.
 *
 * @param vms by id
 * @param volumes by id, those of templates too
 */
record Known(Map<String, Vm> vms, Map<String, Volume> volumes) {
    /**
     * A VM.
     *
     * @param locked whether an open job may be changing it on the hosts now
     */
    record Vm(String id, String state, String node, boolean locked) {
        boolean exists() {
            return !state.equals("DELETED");
        }
    }

    /**
     * A volume.
     *
     * @param locked whether an open job may be changing it on the hosts now
     */
    record Volume(String id, String state, String node, String storage, boolean locked) {
        boolean exists() {
            return !state.equals("DELETED");
        }
    }

    /** Whether there is such an object. */
    boolean exists(String id) {
        return (vms.containsKey(id) && vms.get(id).exists())
                || (volumes.containsKey(id) && volumes.get(id).exists());
    }

    /** Whether there is or was such an object. */
    boolean existed(String id) {
        return vms.containsKey(id) || volumes.containsKey(id);
    }

    /** All that should be on a node, and whatever has one of those ids. */
    static Known of(Database database, String node, Collection<String> ids) {
        // One statement each, in one snapshot: a job ends with its objects and locks in one transaction.
        return database.transaction(handle -> {
            handle.execute("set transaction isolation level repeatable read, read only");
            return new Known(vms(handle, node, ids), volumes(handle, node, ids));
        });
    }

    /**
     * The ended job that could not undo a step of its about this id; the newest. Its residue alone is no sign: a cancelled
     * flatten too lists there what is not as it was, and leaves nothing lying about.
     */
    static Optional<String> leftBehind(Database database, String id) {
        return database.read(handle ->
                handle.createQuery("""
                        select id from job
                         where ended_at is not null
                           and exists (select from job_step s where s.job_id = job.id and s.state = 'LEFT_BEHIND')
                           and (vm = :id or volume = :id or template = :id or strpos(plan::text, :id) > 0)
                         order by ended_at desc limit 1
                        """).bind("id", id).mapTo(String.class).findOne());
    }

    private static Map<String, Vm> vms(Handle handle, String node, Collection<String> ids) {
        Map<String, Vm> found = new HashMap<>();
        handle.createQuery("""
                        select v.id, v.state, v.node, exists (
                               select from resource_lock l join job j on j.id = l.job_id
                                where l.resource = v.id and j.ended_at is null) as locked
                          from vm v where (v.node = :node and v.state <> 'DELETED') or v.id = any(:ids)
                        """)
                .bind("node", node)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((rows, context) -> new Vm(
                        rows.getString("id"),
                        rows.getString("state"),
                        rows.getString("node"),
                        rows.getBoolean("locked")))
                .forEach(vm -> found.put(vm.id(), vm));
        return found;
    }

    private static Map<String, Volume> volumes(Handle handle, String node, Collection<String> ids) {
        Map<String, Volume> found = new HashMap<>();
        handle.createQuery("""
                        select v.id, v.state, v.node, v.storage, exists (
                               select from resource_lock l join job j on j.id = l.job_id
                                where l.resource = v.id and j.ended_at is null) as locked
                          from volume v where (v.node = :node and v.state <> 'DELETED') or v.id = any(:ids)
                        """)
                .bind("node", node)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((rows, context) -> new Volume(
                        rows.getString("id"),
                        rows.getString("state"),
                        rows.getString("node"),
                        rows.getString("storage"),
                        rows.getBoolean("locked")))
                .forEach(volume -> found.put(volume.id(), volume));
        return found;
    }
}
