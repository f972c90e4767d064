package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Decides on the control side whether a host that was confirmed off is let in again. */
@ActivityInterface(namePrefix = "inventory.")
public interface AdmissionDesk {
    /**
     * Compares what runs on a host with the inventory, and admits it when both agree. What does not is kept with the node.
     *
     * @param epoch under which the host was counted
     */
    @ActivityMethod
    AdmissionAnswer admit(String node, long epoch, NodeCensus census);
}
