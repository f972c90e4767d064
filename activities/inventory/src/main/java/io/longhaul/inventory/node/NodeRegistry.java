package io.longhaul.inventory.node;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;
import java.util.List;
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
            if (!report.stopping()) {
                Powers.correct(handle, report.node(), report.domains(), report.observedAt());
            }
            return null;
        });
    }

    /** A domain's change of power; it counts only if the VM is on that node and no job holds its power. */
    public void domain(DomainObservation change) {
        database.transaction(handle -> {
            Powers.correct(handle, change.node(), change.vm(), change.power(), change.observedAt());
            return null;
        });
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
            lost.forEach(node -> {
                Nodes.lost(handle, node);
                Powers.unknown(handle, node);
            });
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

    private NodeView want(String name, NodeState state, String who, String why) {
        return database.transaction(handle -> wanted(handle, name, state, who, why)
                .orElseThrow(() -> LonghaulException.of(FailureCode.NOT_FOUND, "There is no node '" + name + "'.")));
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
