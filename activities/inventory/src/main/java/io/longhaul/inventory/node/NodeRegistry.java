package io.longhaul.inventory.node;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.NodeConfirmedOff;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Nodes as they report themselves and as operators want them. */
public final class NodeRegistry {
    private final Database database;

    /** Of that inventory. */
    public NodeRegistry(Database database) {
        this.database = database;
    }

    /** A node's report: registers it, keeps its capacity, and corrects the power of its VMs that no job holds. */
    public void report(NodeReport report) {
        database.transaction(handle -> {
            Nodes.report(handle, report);
            if (!report.stopping() && admitted(handle, report.node())) {
                Powers.correct(handle, report.node(), report.domains(), report.observedAt());
            }
            return null;
        });
    }

    /** A domain's change of power; it counts only if the VM is on that node and no job holds its power. */
    public void domain(DomainObservation change) {
        database.transaction(handle -> {
            if (admitted(handle, change.node())) {
                Powers.correct(handle, change.node(), change.vm(), change.power(), change.observedAt());
            }
            return null;
        });
    }

    /** What a host that was confirmed off runs counts only when it was compared with the inventory. */
    private static boolean admitted(Handle handle, String node) {
        return Nodes.lock(handle, node)
                .map(NodeRow::view)
                .map(NodeView::confirmedOff)
                .isEmpty();
    }

    /**
     * Marks nodes as lost that were silent for so long; of their running VMs nobody knows. Call it only while reports
     * would have been heard.
     *
     * @return names of the nodes that were lost now
     */
    public List<String> sweep(Duration silence) {
        return database.transaction(handle -> {
            List<String> lost = Nodes.silent(handle, silence);
            lost.forEach(node -> Nodes.lost(handle, node));
            // Again in each sweep, for those that a job has held meanwhile.
            Nodes.allLost(handle).forEach(node -> Powers.unknown(handle, node));
            return lost;
        });
    }

    /** No new VMs on the node; those that it has go on. */
    public NodeView maintenance(String name, String who, String why) {
        return want(name, NodeState.MAINTENANCE, who, why);
    }

    /** The node takes VMs again. */
    public NodeView activate(String name, String who, String why) {
        return want(name, NodeState.ACTIVE, who, why);
    }

    /**
     * Takes a person's word that a lost host is off: no QEMU process of its VMs runs. From then on the node refuses every
     * step under an epoch of before, and is given no VMs until {@link Admission} has let it in again. Said again, it is a new
     * statement.
     *
     * @throws LonghaulException {@code STATE_CONFLICT} while the node does not count as lost
     */
    public NodeView confirmOff(String name, String who, String why) {
        return database.transaction(handle -> {
            NodeRow row = Nodes.lock(handle, name).orElseThrow(() -> none(name));
            NodeView node = row.view();
            if (node.live() || node.lostAt() == null) {
                throw LonghaulException.of(
                        FailureCode.STATE_CONFLICT,
                        "Node %s was heard at %s and does not count as lost; only a host that is silent can be confirmed off."
                                .formatted(name, node.lastSeenAt().truncatedTo(ChronoUnit.SECONDS)),
                        Map.of("node", name, "live", Boolean.toString(node.live())));
            }
            return Nodes.confirmOff(handle, name, new NodeConfirmedOff(row.at(), who, why, List.of()));
        });
    }

    private static LonghaulException none(String name) {
        return LonghaulException.of(FailureCode.NOT_FOUND, "There is no node '" + name + "'.");
    }

    private NodeView want(String name, NodeState state, String who, String why) {
        return database.transaction(
                handle -> wanted(handle, name, state, who, why).orElseThrow(() -> none(name)));
    }

    private static Optional<NodeView> wanted(Handle handle, String name, NodeState state, String who, String why) {
        return Nodes.lock(handle, name).map(row -> {
            if (row.view().state() == state) {
                return row.view();
            }
            return Nodes.want(handle, name, state, who, why == null ? "" : why);
        });
    }
}
