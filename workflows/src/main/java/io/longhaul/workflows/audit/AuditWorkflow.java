package io.longhaul.workflows.audit;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Checks the invariants. Its id is {@link #ID}: of audits asked for at the same time there is one. */
@WorkflowInterface
public interface AuditWorkflow {
    /** The workflow id of every audit. */
    String ID = "audit";
    /** The workflow's type. */
    String TYPE = "audit";

    /** Looks, and looks again where something was found. */
    @WorkflowMethod(name = TYPE)
    AuditReport audit();
}
