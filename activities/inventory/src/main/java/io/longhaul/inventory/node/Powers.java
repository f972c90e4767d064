package io.longhaul.inventory.node;

import io.longhaul.inventory.vm.VmRow;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.schemas.api.VmState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Power of VMs as nodes see it. INVARIANT: an observation changes the inventory only if it is newer than the inventory's
 * word, the VM is on that node, and no job holds its power.
 */
final class Powers {
    private Powers() {}

    private record Known(String vm, VmState state) {}

    static void correct(Handle handle, String node, Map<String, String> domains, Instant observedAt) {
        known(handle, node).stream()
                .filter(known -> domains.containsKey(known.vm()))
                .filter(known -> !Objects.equals(seen(domains.get(known.vm())).orElse(known.state()), known.state()))
                .forEach(known -> correct(handle, node, known.vm(), domains.get(known.vm()), observedAt));
    }

    static void correct(Handle handle, String node, String vm, String power, Instant observedAt) {
        seen(power).ifPresent(state -> {
            if (lockFree(handle, node, vm) && older(handle, vm, observedAt)) {
                Vms.power(handle, vm, state, null);
            }
        });
    }

    /** The node is lost: its running VMs may run or not. */
    static void unknown(Handle handle, String node) {
        known(handle, node).stream()
                .filter(known -> known.state() == VmState.RUNNING)
                .filter(known -> lockFree(handle, node, known.vm()))
                .forEach(known -> Vms.power(handle, known.vm(), VmState.UNKNOWN, null));
    }

    private static List<Known> known(Handle handle, String node) {
        return handle.createQuery("""
                        select id, state from vm where node = :node and state in ('RUNNING', 'STOPPED', 'UNKNOWN') order by id
                        """)
                .bind("node", node)
                .map((rows, context) -> new Known(rows.getString("id"), VmState.valueOf(rows.getString("state"))))
                .list();
    }

    /** Locks the VM's row first, as a job that takes its power does: so neither oversees the other. */
    private static boolean lockFree(Handle handle, String node, String vm) {
        return Vms.lock(handle, vm)
                .map(VmRow::view)
                .filter(view -> view.node().equals(node))
                .filter(view -> settled(view.state()))
                .filter(view -> view.job() == null)
                .isPresent();
    }

    private static boolean settled(VmState state) {
        return state == VmState.RUNNING || state == VmState.STOPPED || state == VmState.UNKNOWN;
    }

    private static boolean older(Handle handle, String vm, Instant observedAt) {
        return handle.createQuery("select power_changed_at < :at from vm where id = :vm")
                .bind("vm", vm)
                .bind("at", OffsetDateTime.ofInstant(observedAt, ZoneOffset.UTC))
                .mapTo(Boolean.class)
                .one();
    }

    /** The state for a node's word; empty for a word of a newer node. */
    private static Optional<VmState> seen(String power) {
        if (power.equals("running")) {
            return Optional.of(VmState.RUNNING);
        }
        return power.equals("off") ? Optional.of(VmState.STOPPED) : Optional.empty();
    }
}
