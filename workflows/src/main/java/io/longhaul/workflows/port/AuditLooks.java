package io.longhaul.workflows.port;

import io.longhaul.schemas.api.AuditCheck;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What the audit looks at from the control side; nothing is changed. Each answers with its part of the checks. */
@ActivityInterface(namePrefix = "audit.")
public interface AuditLooks {
    /** Names of all nodes of the inventory. */
    @ActivityMethod
    List<String> nodes();

    /** Locks, waiters and reservations; jobs and their runs; versions and events. */
    @ActivityMethod
    List<AuditCheck> records();

    /** What is on a host against what the inventory says of it. */
    @ActivityMethod
    List<AuditCheck> host(NodeCensus census);

    /** The control side's secrets in histories, events, logs and arguments of processes. */
    @ActivityMethod
    List<AuditCheck> secrets();
}
