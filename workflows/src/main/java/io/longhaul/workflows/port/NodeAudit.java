package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What the audit asks of a node, on its queue {@code node.NAME.control}; nothing is changed. */
@ActivityInterface(namePrefix = "node.")
public interface NodeAudit {
    /** Counts what is on the host: asked by audits that an earlier build began, and too much for Temporal on a large storage. */
    @ActivityMethod
    NodeCensus census();

    /** Counts part of what is on the host; the answer to {@link CensusPart#UNKNOWN} says how many parts there are. */
    @ActivityMethod
    CensusPage page(CensusPart part);
}
