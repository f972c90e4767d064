package io.longhaul.workflows.port;

import io.longhaul.schemas.api.AuditCheck;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What the audit asks of each control worker's host, on the queue {@code control.HOST}; nothing is changed. */
@ActivityInterface(namePrefix = "audit.")
public interface HostSearch {
    /** The secrets of the worker that answers, in the host's logs and the arguments of its processes. */
    @ActivityMethod
    List<AuditCheck> searchHost();
}
