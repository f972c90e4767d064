package io.longhaul.control;

import io.longhaul.inventory.node.NodeRegistry;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings observations into the inventory. */
final class InventoryObservations implements Observations {
    private static final Logger log = LoggerFactory.getLogger(InventoryObservations.class);
    private final NodeRegistry nodes;

    InventoryObservations(NodeRegistry nodes) {
        this.nodes = nodes;
    }

    @Override
    public void report(NodeReport report) {
        nodes.report(report);
    }

    @Override
    public void domain(DomainObservation change) {
        nodes.domain(change);
    }

    @Override
    public void sweep(Duration silence) {
        nodes.sweep(silence).forEach(node -> log.warn("the node {} is silent; it counts as lost", node));
    }
}
