package io.longhaul.inventory.audit;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.node.NodeQueries;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.NodeView;
import java.util.List;

/** Hosts that were confirmed off and are back, and run what the inventory says otherwise: no census of theirs is taken. */
public final class RefusedHosts {
    private final Database database;

    /** Of that inventory. */
    public RefusedHosts(Database database) {
        this.database = database;
    }

    /** What is in the way of their admission. */
    public AuditCheck check() {
        List<NodeView> refused = new NodeQueries(database)
                .list().items().stream()
                        .filter(node -> node.confirmedOff() != null)
                        .toList();
        return AuditCheck.of(
                Invariant.ONE_DOMAIN_PER_VM,
                refused.size(),
                refused.stream()
                        .flatMap(node -> node.confirmedOff().differences().stream()
                                .map(difference -> new AuditFinding(node.name(), "is not admitted: " + difference)))
                        .toList());
    }
}
