package io.longhaul.workflows.admission;

import io.longhaul.workflows.port.AdmissionAnswer;
import io.longhaul.workflows.port.AdmissionDesk;
import io.longhaul.workflows.port.NodeAdmission;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Asks the host, and asks again while it differs. Both sides may be away for as long as they like. */
public class AdmitNodeWorkflowImpl implements AdmitNodeWorkflow {
    private static final Duration CALL = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int LOOKS_OF_A_RUN = 200;

    private final AdmissionDesk desk = Workflow.newActivityStub(AdmissionDesk.class, options(TaskQueues.CONTROL));

    @Override
    public long admit(String node, long epoch) {
        NodeAdmission host = Workflow.newActivityStub(NodeAdmission.class, options(TaskQueues.nodeAdmission(node)));
        long present = epoch;
        for (int look = 0; look < LOOKS_OF_A_RUN; look++) {
            AdmissionAnswer answer = desk.admit(node, present, host.reconcile(present));
            if (answer.admitted()) {
                return present;
            }
            present = answer.epoch();
            Workflow.sleep(AGAIN);
        }
        return Workflow.newContinueAsNewStub(AdmitNodeWorkflow.class).admit(node, present);
    }

    private static ActivityOptions options(String queue) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setStartToCloseTimeout(CALL)
                .setRetryOptions(
                        RetryOptions.newBuilder().setMaximumInterval(AGAIN).build())
                .build();
    }
}
