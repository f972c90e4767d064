package io.longhaul.workflows.admission;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Open as long as a host that was confirmed off is refused: a node's worker that finds it open takes no steps. */
@WorkflowInterface
public interface AdmitNodeWorkflow {
    /** The workflow's type. */
    String TYPE = "admit-node";

    /** The workflow's id, of which there is one for each node. */
    static String id(String node) {
        return TYPE + "." + node;
    }

    /**
     * Waits for the node's worker, and admits the node when what runs there agrees with the inventory.
     *
     * @return the node's epoch; a worker that starts later asks for it, in case it has lost its own record
     */
    @WorkflowMethod(name = TYPE)
    long admit(String node, long epoch);
}
