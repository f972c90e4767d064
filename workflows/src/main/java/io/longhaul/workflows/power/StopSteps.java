package io.longhaul.workflows.power;

import io.longhaul.schemas.api.VmState;
import io.longhaul.workflows.plan.StopVmPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.InventoryChange.VmPower;
import io.longhaul.workflows.port.ShutdownWait;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.VmTarget;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Setting;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The steps of a stop. */
final class StopSteps {
    private static final String OFF = "off";
    /** The node measures the grace itself; this much later it has not answered at all. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Steps steps;
    private final VmRef vm;
    private final Node node;

    StopSteps(StopVmPlan plan, Steps steps) {
        this.steps = steps;
        this.vm = plan.vm();
        this.node = new Node(vm.node());
    }

    Step requestShutdown() {
        return Step.named("request-shutdown")
                .does(() -> node.control("Ask " + vm.name() + " to shut down").requestShutdown(target()))
                .skippable("The guest is not asked; it is waited for and then ended.")
                .leaves("The guest was asked to shut down and may still do so.");
    }

    Step awaitShutdown() {
        String name = "await-shutdown";
        Setting grace = steps.setting(name, "graceSeconds");
        return Step.named(name)
                .gives(() -> shutdown(grace.value()))
                .retriedWith(grace)
                .changes(result -> isOff(result) ? List.<InventoryChange>of(stopped()) : List.of())
                .skippable("The VM is not waited for any longer; it is ended at once.");
    }

    Step destroyDomain() {
        return Step.named("destroy-domain")
                .does(() -> node.control("End " + vm.name()).destroyDomain(target()))
                .changes(stopped())
                .leaves("The VM may have been ended; it was not started again.");
    }

    static boolean isOff(StepResult result) {
        return Boolean.parseBoolean(result.values().get(OFF));
    }

    private StepResult shutdown(int seconds) {
        Instant until = Instant.ofEpochMilli(Workflow.currentTimeMillis()).plusSeconds(seconds);
        boolean off = node.waiting(
                "Wait up to " + seconds + " s until " + vm.name() + " is off",
                Duration.ofSeconds(seconds).plus(ANSWER),
                wait -> wait.awaitShutdown(new ShutdownWait(target(), until)));
        return new StepResult(
                off ? "The guest is off." : "The guest did not shut down within " + seconds + " s.",
                Map.of(OFF, Boolean.toString(off)));
    }

    private VmTarget target() {
        return new VmTarget(steps.fence(), vm);
    }

    private VmPower stopped() {
        return new VmPower(vm.id(), VmState.STOPPED);
    }
}
