package io.longhaul.control;

import io.longhaul.inventory.node.Admission;
import io.longhaul.workflows.admission.AdmitNodeWorkflow;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

/** Keeps the workflow open that keeps a host from taking steps, for each that was confirmed off. */
final class AdmissionStarter {
    private final Admission nodes;
    private final WorkflowClient temporal;

    AdmissionStarter(Admission nodes, WorkflowClient temporal) {
        this.nodes = nodes;
        this.temporal = temporal;
    }

    /** Starts those that are not open; of one that was terminated there is another. */
    void round() {
        nodes.refused().forEach(this::start);
    }

    private void start(Admission.Refused refused) {
        temporal.newUntypedWorkflowStub(
                        AdmitNodeWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(AdmitNodeWorkflow.id(refused.node()))
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .setStaticSummary("admit " + refused.node() + " after it was confirmed off")
                                .build())
                .start(refused.node(), refused.epoch());
    }
}
