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

    /** What is on a host against what the inventory says of it: asked by audits that an earlier build began. */
    @ActivityMethod
    List<AuditCheck> host(NodeCensus census);

    /** A part of what is on a host against what the inventory says of it. */
    @ActivityMethod
    List<AuditCheck> part(CensusPage page);

    /** The hosts of the control workers. */
    @ActivityMethod
    List<String> controlHosts();

    /** The control side's secrets in histories, and what is not known of the control workers' hosts. */
    @ActivityMethod
    List<AuditCheck> histories();

    /** Its secrets in histories, and in logs and arguments of one host: asked by audits that an earlier build began. */
    @ActivityMethod
    List<AuditCheck> secrets();
}
