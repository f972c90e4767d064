package io.longhaul.workflows.flatten;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.plan.FlattenVolumePlan;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.step.Failures;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Setting;
import io.longhaul.workflows.step.Steps;
import io.temporal.failure.ActivityFailure;

/** Flattens while it holds the volume's lock and waits while another job has it. */
final class PatientFlatten {
    static final String STEP = "flatten";

    private final FlattenVolumePlan plan;
    private final Steps steps;
    private final Node node;
    private final Setting bandwidth;

    PatientFlatten(FlattenVolumePlan plan, Steps steps, Node node, Setting bandwidth) {
        this.plan = plan;
        this.steps = steps;
        this.node = node;
        this.bandwidth = bandwidth;
    }

    Outcome untilIndependent() {
        long refusedEpoch = -1;
        while (true) {
            Hold hold = steps.waiting().untilHeld(STEP);
            try {
                return node.work(
                        "Flatten " + plan.volume().id() + " of " + plan.vm().name(), work -> work.flatten(spec()));
            } catch (ActivityFailure e) {
                // The same token refused twice while the lock is ours: host and inventory disagree, a person must look.
                if (!lockTaken(e) || refusedEpoch == hold.epoch()) {
                    throw e;
                }
                refusedEpoch = hold.epoch();
            }
        }
    }

    private FlattenSpec spec() {
        return new FlattenSpec(steps.fence(), plan.vm().id(), plan.volume(), bandwidth.value());
    }

    private static boolean lockTaken(ActivityFailure e) {
        FailureCode code = Failures.of(e).code();
        return code == FailureCode.PREEMPTED || code == FailureCode.EPOCH_STALE;
    }
}
