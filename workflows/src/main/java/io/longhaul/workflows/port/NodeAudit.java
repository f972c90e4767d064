package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What the audit asks of a node, on its queue {@code node.NAME.control}; nothing is changed. */
@ActivityInterface(namePrefix = "node.")
public interface NodeAudit {
    /** Counts what is on the host. */
    @ActivityMethod
    NodeCensus census();
}
