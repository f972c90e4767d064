package io.longhaul.workflows.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Recordings.Recording;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every operation with every outcome that it can have. */
final class JobRecordings {
    private static final DeleteTemplatePlan PLANNED =
            new DeleteTemplatePlan("tpl_1", "debian", "demo", "n1", Plans.VOLUME, List.of("vol_7"));

    /** What hangs when the job is cancelled. */
    private static final Map<String, String> CANCELLED_IN = Map.of(
            "clone-vm", "awaitReady",
            "flatten-volume", "flatten",
            "start-vm", "startDomain",
            "stop-vm", "awaitShutdown",
            "register-template", "importImage");

    /** What fails because of the request or the guest, so that the job is undone and fails. */
    private static final Map<String, FailureCode> COMPENSATED =
            Map.of("clone-vm", FailureCode.GUEST_NOT_READY, "register-template", FailureCode.IMAGE_CORRUPT);

    private JobRecordings() {}

    /** By name. */
    static Map<String, Recording> all() {
        Map<String, Recording> all = new TreeMap<>();
        Plans.ALL.forEach((operation, plan) -> {
            put(all, operation, "", plant -> succeeded(plant, plan));
            put(all, operation, "-retried", plant -> retried(plant, operation, plan));
            put(all, operation, "-retried-aborted", plant -> aborted(plant, operation, plan));
        });
        CANCELLED_IN.forEach((operation, call) ->
                put(all, operation, "-cancelled", plant -> cancelled(plant, Plans.ALL.get(operation), call)));
        COMPENSATED.forEach(
                (operation, code) -> put(all, operation, "-compensated", plant -> compensated(plant, operation, code)));
        put(all, "delete-template", "-planned", plant -> succeeded(plant, PLANNED));
        // Its later steps are past the point of no return.
        DeleteVmPlan waiting = new DeleteVmPlan(Plans.VM, List.of(Plans.VOLUME), List.of("job_gone"));
        put(all, "delete-vm", "-cancelled", plant -> cancelled(plant, waiting, "quiesceDisks"));
        put(all, "delete-template", "-cancelled", JobRecordings::cancelledWithItsChild);
        put(all, "clone-vm", "-before-start", plant -> succeeded(plant, flattenedFirst()));
        put(all, "clone-vm", "-skipped", JobRecordings::skipped);
        put(all, "flatten-volume", "-preempted", JobRecordings::preempted);
        return all;
    }

    private static void put(
            Map<String, Recording> all, String operation, String outcome, Function<Plant, Scenario> run) {
        all.put(
                operation + outcome,
                new Recording(operation, plant -> run.apply(plant).input.jobId()));
    }

    private static Scenario succeeded(Plant plant, JobPlan plan) {
        Scenario job = plant.scenario(plan);
        assertThat(plant.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        return job;
    }

    private static Scenario retried(Plant plant, String operation, JobPlan plan) {
        Scenario job = plant.scenario(plan).fails(lastCall(operation), FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stub = plant.startUntilParked(job, 1);
        Plant.decide(stub, "retry", 1);
        return ended(stub, job, JobState.SUCCEEDED);
    }

    private static Scenario aborted(Plant plant, String operation, JobPlan plan) {
        Scenario job = plant.scenario(plan).fails(lastCall(operation), FailureCode.WORLD_DISAGREES, 2);
        WorkflowStub stub = plant.startUntilParked(job, 1);
        Plant.decide(stub, "retry", 1);
        plant.until(() -> job.parkings.size() == 2);
        Plant.decide(stub, "abort", 2);
        return ended(stub, job, JobState.FAILED);
    }

    private static Scenario cancelled(Plant plant, JobPlan plan, String call) {
        Scenario job = plant.scenario(plan).on(call, new Act.Hangs());
        WorkflowStub stub = plant.start(job);
        Plant.soon(() -> job.called(call));
        Plant.cancel(stub);
        return ended(stub, job, JobState.CANCELLED);
    }

    private static Scenario cancelledWithItsChild(Plant plant) {
        Scenario job =
                plant.scenario(new DeleteTemplatePlan("tpl_1", "debian", "demo", "n1", Plans.VOLUME, List.of("vol_8")));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        WorkflowStub stub = plant.start(job);
        Plant.soon(() -> job.children.size() == 1
                && plant.job(job.children.get(0).jobId()).called("flatten"));
        Plant.cancel(stub);
        return ended(stub, job, JobState.CANCELLED);
    }

    private static JobPlan flattenedFirst() {
        return Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started());
    }

    private static Scenario skipped(Plant plant) {
        Scenario job = plant.scenario(Plans.ALL.get("clone-vm")).fails("awaitReady", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stub = plant.startUntilParked(job, 1);
        Plant.decide(stub, "skip", 1);
        return ended(stub, job, JobState.SUCCEEDED);
    }

    private static Scenario preempted(Plant plant) {
        Scenario job = plant.scenario(Plans.flatten("vol_9")).fails("flatten", FailureCode.PREEMPTED, 1);
        job.holds.addAll(List.of(new Hold(true, 1, null), new Hold(false, 0, "job_other"), new Hold(true, 7, null)));
        return ended(plant.start(job), job, JobState.SUCCEEDED);
    }

    private static Scenario compensated(Plant plant, String operation, FailureCode code) {
        Scenario job = plant.scenario(Plans.ALL.get(operation)).fails(lastCall(operation), code, 1);
        return ended(plant.start(job), job, JobState.FAILED);
    }

    private static Scenario ended(WorkflowStub stub, Scenario job, JobState state) {
        assertThat(stub.getResult(JobResult.class).state())
                .as(job.input.plan().toString())
                .isEqualTo(state);
        return job;
    }

    private static String lastCall(String operation) {
        return Plans.STEPS.stream()
                .filter(row -> row.get(0).equals(operation))
                .reduce((first, second) -> second)
                .orElseThrow()
                .get(2);
    }
}
