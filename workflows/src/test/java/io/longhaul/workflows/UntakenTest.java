package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import io.longhaul.workflows.plan.StopVmPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.TaskQueues;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long calls that no worker takes: the node {@code gone} has no worker, {@code busy} takes short calls only. */
class UntakenTest {
    /** A second is left to pass by itself: nothing else waits then whose time would be skipped with it. */
    private static final Duration ROUND = Duration.ofMinutes(4).minusSeconds(1);

    private static final Duration PING = Duration.ofSeconds(59);

    /** One for each test: the environment keeps its clock held for a call that was cancelled before it was taken. */
    private final Plant plant = new Plant(TaskQueues.nodeControl("busy"));

    @AfterEach
    void close() {
        plant.close();
    }

    @ParameterizedTest
    @CsvSource({
        "flatten-volume, node.Flatten, ''",
        "register-template, node.ImportImage, ''",
        "clone-vm, node.AwaitReady, clone-disk-0 write-seed define-domain start-domain",
        "stop-vm, node.AwaitShutdown, request-shutdown"
    })
    void parksWhenNobodyTakesItForFourMinutesAndTheNodeIsSilentForAnother(
            String operation, String call, String finished) {
        Scenario job = plant.scenario(plan(operation, "gone"));
        job.claim = Scenario.claim(
                0,
                0,
                Stream.of(finished.split(" ", -1))
                        .collect(Collectors.toMap(step -> step, step -> StepResult.of("before"))));
        long begin = plant.environment().currentTimeMillis();
        WorkflowStub stub = plant.start(job);
        soon(() -> plant.pending(stub).equals(List.of(call)));

        plant.skipUntaken(ROUND);
        assertThat(plant.pending(stub)).containsExactly(call);
        soon(() -> plant.pending(stub).equals(List.of("node.Ping")));
        assertThat(job.parkings).isEmpty();
        plant.skipUntaken(PING);
        soon(() -> !job.parkings.isEmpty());

        assertThat(Duration.ofMillis(plant.environment().currentTimeMillis() - begin))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.NODE_UNREACHABLE);
        assertThat(job.parking().failure().facts())
                .containsEntry("timeout", "SCHEDULE_TO_START")
                .containsEntry("ping", "no answer within 60 s");
    }

    @Test
    void waitsOnForANodeThatIsBusy() {
        Scenario job = plant.scenario(plan("flatten-volume", "busy"));
        WorkflowStub stub = plant.start(job);
        soon(() -> plant.pending(stub).equals(List.of("node.Flatten")));
        for (int round = 1; round <= 3; round++) {
            long pings = pings(stub);
            plant.skipUntaken(ROUND);
            soon(() -> pings(stub) > pings && plant.pending(stub).equals(List.of("node.Flatten")));
        }

        assertThat(job.parkings).isEmpty();
        cancel(stub);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
    }

    /** A worker that had it before may have left a tool behind, so only the stop can say that nothing runs. */
    @Test
    void isCancelledOnlyWhenItsStopHasAnswered() {
        Scenario job =
                plant.scenario(plan("flatten-volume", "busy")).fails("stopFlatten", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stub = plant.start(job);
        soon(() -> plant.pending(stub).equals(List.of("node.Flatten")));
        cancel(stub);

        soon(() -> !job.parkings.isEmpty() || !job.ends.isEmpty());
        assertThat(job.ends).isEmpty();
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.COMPENSATION_FAILED);
        decide(stub, "retry", 1);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).containsExactly("stopFlatten", "stopFlatten");
    }

    private long pings(WorkflowStub stub) {
        return plant.client().fetchHistory(stub.getExecution().getWorkflowId()).getEvents().stream()
                .filter(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals("node.Ping"))
                .count();
    }

    private static JobPlan plan(String operation, String node) {
        VmRef vm = new VmRef("vm_1", "web-1", "demo", node);
        return Map.of(
                        "flatten-volume",
                        Plans.flatten(vm, "vol_1"),
                        "register-template",
                        new RegisterTemplatePlan(
                                "tpl_1", "debian", "demo", node, "disk.img", ImageFormat.RAW, Plans.VOLUME),
                        "clone-vm",
                        Plans.cloneVm(vm, FlattenPolicy.NEVER, new Readiness(Readiness.Kind.SERIAL, "ready", 60)),
                        "stop-vm",
                        new StopVmPlan(vm, 30))
                .get(operation);
    }
}
