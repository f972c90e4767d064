package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a host is asked that was confirmed off, on its queue {@code node.NAME.admission}. */
@ActivityInterface(namePrefix = "node.")
public interface NodeAdmission {
    /**
     * Refuses from now on every effect under an earlier epoch, waits for the end of those under way, and then counts the
     * domains and QEMU processes of the host. It takes no steps until its admission has ended.
     */
    @ActivityMethod
    NodeCensus reconcile(long epoch);
}
