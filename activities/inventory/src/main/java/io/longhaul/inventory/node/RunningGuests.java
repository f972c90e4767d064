package io.longhaul.inventory.node;

import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.NodeCensus.FoundDomain;
import io.longhaul.workflows.port.NodeCensus.FoundProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What runs on a host, by libvirt's word and by the kernel's.
 *
 * @param domains running domains
 * @param processes process ids of QEMU by the name of its guest; without one: by an empty name
 */
record RunningGuests(Set<String> domains, Map<String, List<Long>> processes) {
    /** Whether a running domain of this VM is right there. A job that holds its power may have started it. */
    private record Known(String state, String node, boolean held) {}

    static RunningGuests of(NodeCensus census) {
        return new RunningGuests(
                census.domains().stream()
                        .filter(FoundDomain::running)
                        .map(FoundDomain::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                census.processes().stream()
                        .collect(Collectors.groupingBy(
                                FoundProcess::vm,
                                TreeMap::new,
                                Collectors.mapping(FoundProcess::pid, Collectors.toList()))));
    }

    /** What of it the inventory says otherwise, in an order that stays. Domains that are not ours are others' affair. */
    List<String> differences(Handle handle, String node) {
        List<String> differences = new ArrayList<>();
        processes.forEach((name, pids) -> {
            if (pids.size() > 1 && !name.isEmpty()) {
                differences.add("%s has %d QEMU processes: %s".formatted(name, pids.size(), pids));
            } else if (!domains.contains(name)) {
                differences.add("the QEMU process %s of %s is not known to libvirt"
                        .formatted(pids, name.isEmpty() ? "no VM" : name));
            }
        });
        Set<String> ours = new TreeSet<>(processes.keySet());
        ours.addAll(domains);
        ours.removeIf(name -> !name.startsWith("vm_"));
        Map<String, Known> known = known(handle, ours);
        ours.forEach(vm -> differs(vm, known.get(vm), node).ifPresent(differences::add));
        return differences;
    }

    private static Optional<String> differs(String vm, Known known, String node) {
        if (known == null || known.state().equals("DELETED")) {
            return Optional.of(
                    vm + " runs, and the inventory " + (known == null ? "does not know it" : "has deleted it"));
        }
        if (!known.node().equals(node)) {
            return Optional.of(vm + " runs, and the inventory has it on " + known.node());
        }
        return known.state().equals("STOPPED") && !known.held()
                ? Optional.of(vm + " runs, and the inventory says STOPPED")
                : Optional.empty();
    }

    private static Map<String, Known> known(Handle handle, Set<String> vms) {
        Map<String, Known> known = new HashMap<>();
        handle.createQuery("""
                        select id, state, node, exists (
                               select from resource_lock where resource = vm.id and facet = 'power') as held
                          from vm where id = any(:vms)
                        """)
                .bindArray("vms", String.class, List.copyOf(vms))
                .map((rows, context) -> known.put(
                        rows.getString("id"),
                        new Known(rows.getString("state"), rows.getString("node"), rows.getBoolean("held"))))
                .list();
        return known;
    }
}
