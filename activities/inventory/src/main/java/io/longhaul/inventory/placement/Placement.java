package io.longhaul.inventory.placement;

import io.longhaul.inventory.node.NodeRow;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.event.StorageReport;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Chooses the node for a VM: the one with the most memory left of those that can take it. */
public final class Placement {
    private final int overcommit;

    /** Gives away so many virtual CPUs for each that a node offers. */
    public Placement(int overcommit) {
        this.overcommit = overcommit;
    }

    /**
     * Chooses a node. Until the transaction ends, nobody else is placed there: the caller stores the VM, which is the
     * reservation.
     *
     * @throws LonghaulException with {@code NO_PLACEMENT} and, by node, why it was refused
     */
    public NodeView choose(Handle handle, PlacementRequest request) {
        Map<String, String> refused = new LinkedHashMap<>();
        while (true) {
            Optional<NodeView> best = nodes(handle, null).stream()
                    .filter(node -> !refused.containsKey(node.name()))
                    .filter(node -> fits(node, request, refused))
                    .max(Comparator.comparingLong((NodeView node) -> node.memoryMib() - node.usedMemoryMib())
                            .thenComparing(NodeView::name));
            if (best.isEmpty()) {
                throw none(request, refused);
            }
            NodeView locked = lock(handle, best.get().name());
            // Between the look and the lock others may have been placed there.
            if (fits(locked, request, refused)) {
                return locked;
            }
        }
    }

    /** An advisory lock, not the row's: a node's reports need not wait for placements. */
    private static NodeView lock(Handle handle, String node) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended(:node, 1))::text")
                .bind("node", node)
                .mapTo(String.class)
                .one();
        return nodes(handle, node).get(0);
    }

    private static List<NodeView> nodes(Handle handle, String name) {
        return handle.createQuery(
                        NodeRow.SELECT + " where cast(:name as text) is null or n.name = :name order by n.name")
                .bind("name", name)
                .map((rows, context) -> NodeRow.map(rows).view())
                .list();
    }

    private boolean fits(NodeView node, PlacementRequest request, Map<String, String> refused) {
        Optional<String> why = why(node, request);
        why.ifPresent(reason -> refused.put(node.name(), reason));
        return why.isEmpty();
    }

    private Optional<String> why(NodeView node, PlacementRequest request) {
        long vcpusLeft = (long) node.vcpus() * overcommit - node.usedVcpus();
        long memoryLeft = node.memoryMib() - node.usedMemoryMib();
        Set<String> storages = node.storages().stream().map(StorageReport::name).collect(Collectors.toSet());
        if (!node.cluster().equals(request.cluster())) {
            return Optional.of("is in cluster " + node.cluster());
        }
        if (request.node() != null && !node.name().equals(request.node())) {
            return Optional.of("is not the node that was asked for");
        }
        if (node.state() == NodeState.MAINTENANCE) {
            return Optional.of("is in maintenance");
        }
        if (!node.live()) {
            return Optional.of("does not report");
        }
        if (node.confirmedOff() != null) {
            return Optional.of("was confirmed off and is not admitted again");
        }
        if (request.homes().stream().anyMatch(home -> !home.equals(node.name()))) {
            return Optional.of("does not have the template's volume");
        }
        return missing("storage", request.storages(), storages)
                .or(() -> missing("network", request.networks(), Set.copyOf(node.networks())))
                .or(() -> shortOf("vCPUs", request.vcpus(), vcpusLeft))
                .or(() -> shortOf("MiB of memory", request.memoryMib(), memoryLeft));
    }

    private static Optional<String> missing(String what, Set<String> wanted, Set<String> present) {
        return new TreeSet<>(wanted)
                .stream()
                        .filter(name -> !present.contains(name))
                        .findFirst()
                        .map(name -> "has no " + what + " " + name);
    }

    private static Optional<String> shortOf(String what, long wanted, long left) {
        return wanted <= left ? Optional.empty() : Optional.of("has %d %s left".formatted(Math.max(left, 0), what));
    }

    private static LonghaulException none(PlacementRequest request, Map<String, String> refused) {
        String why = refused.isEmpty()
                ? "there is no node"
                : refused.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("; "));
        return LonghaulException.of(
                FailureCode.NO_PLACEMENT,
                "No node of cluster %s can take the VM: %s.".formatted(request.cluster(), why),
                refused);
    }
}
