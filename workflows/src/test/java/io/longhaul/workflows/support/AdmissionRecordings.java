package io.longhaul.workflows.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.workflows.admission.AdmitNodeWorkflow;
import io.longhaul.workflows.port.TaskQueues;
import io.longhaul.workflows.support.Recordings.Recording;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Map;

/** The return of a host that was confirmed off. */
final class AdmissionRecordings {
    private static final long EPOCH = 7;

    private AdmissionRecordings() {}

    /** By name. */
    static Map<String, Recording> all() {
        return Map.of(
                "admit-node", admittedAfter(List.of(), EPOCH),
                "admit-node-differs", admittedAfter(List.of(EPOCH, EPOCH), EPOCH),
                "admit-node-confirmed-again", admittedAfter(List.of(9L), 9));
    }

    private static Recording admittedAfter(List<Long> refusals, long epoch) {
        return new Recording(AdmitNodeWorkflow.TYPE, plant -> {
            plant.admission().refuses(refusals);
            AdmitNodeWorkflow workflow = plant.client()
                    .newWorkflowStub(
                            AdmitNodeWorkflow.class,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(AdmitNodeWorkflow.id("n1"))
                                    .setTaskQueue(TaskQueues.CONTROL)
                                    .build());
            assertThat(workflow.admit("n1", EPOCH)).isEqualTo(epoch);
            return AdmitNodeWorkflow.id("n1");
        });
    }
}
