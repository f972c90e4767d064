package io.longhaul.inventory.job;

import io.longhaul.inventory.node.NodeRow;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.RegisterTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The node that converts an image: the one that was named, or the only one that has the storage. */
final class ImageNode {
    private ImageNode() {}

    static String choose(Handle handle, RegisterTemplate request) {
        List<NodeView> nodes = handle.createQuery(NodeRow.SELECT + " order by n.name")
                .map((rows, context) -> NodeRow.map(rows).view())
                .list();
        Map<String, String> refused = new LinkedHashMap<>();
        List<NodeView> fit = nodes.stream()
                .filter(node -> {
                    Optional<String> why = why(node, request);
                    why.ifPresent(reason -> refused.put(node.name(), reason));
                    return why.isEmpty();
                })
                .toList();
        if (fit.isEmpty()) {
            // The same for a node that is not there: whether it is, is no business of a tenant.
            String which = request.node() == null ? "No node" : "No node named " + request.node();
            throw LonghaulException.of(
                    FailureCode.NO_PLACEMENT,
                    which + " can convert the image into " + request.storage() + ".",
                    refused);
        }
        if (fit.size() > 1) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_MISSING,
                    "/node",
                    "Several nodes have this storage: name the one with the image.");
        }
        return fit.get(0).name();
    }

    private static Optional<String> why(NodeView node, RegisterTemplate request) {
        if (request.node() != null && !node.name().equals(request.node())) {
            return Optional.of("is not the node that was asked for");
        }
        if (node.storages().stream().noneMatch(storage -> storage.name().equals(request.storage()))) {
            return Optional.of("has no storage " + request.storage());
        }
        if (node.confirmedOff() != null) {
            return Optional.of("was confirmed off and is not admitted again");
        }
        return node.live() ? Optional.empty() : Optional.of("does not report");
    }
}
