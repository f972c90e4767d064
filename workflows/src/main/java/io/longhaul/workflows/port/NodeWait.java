package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Waits for guests, on a node's queue {@code node.NAME.wait}: they last long and cost next to nothing, so they take no slot
 * from the work of {@link NodeWork}. They heartbeat as it does.
 */
@ActivityInterface(namePrefix = "node.")
public interface NodeWait {
    /** Waits until the guest shows the sign of readiness; {@code GUEST_NOT_READY} when it does not in time. */
    @ActivityMethod
    Outcome awaitReady(ReadinessSpec readiness);

    /** Waits until the domain is off; false when it is not in time. */
    @ActivityMethod
    boolean awaitShutdown(ShutdownWait wait);
}
