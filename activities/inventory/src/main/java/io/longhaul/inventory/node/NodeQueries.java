package io.longhaul.inventory.node;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.Page;
import java.util.List;
import java.util.Optional;

/** Nodes, for operators only: the caller checks that. */
public final class NodeQueries {
    private final Database database;

    /** Of that inventory. */
    public NodeQueries(Database database) {
        this.database = database;
    }

    /** A node by name. */
    public Optional<NodeView> show(String name) {
        return database.read(handle -> handle.createQuery(NodeRow.SELECT + " where n.name = :name")
                .bind("name", name)
                .map((rows, context) -> NodeRow.map(rows).view())
                .findOne());
    }

    /** All nodes by name, in one page. */
    public Page<NodeView> list() {
        List<NodeView> nodes = database.read(handle -> handle.createQuery(NodeRow.SELECT + " order by n.name")
                .map((rows, context) -> NodeRow.map(rows).view())
                .list());
        return new Page<>(nodes, null);
    }
}
