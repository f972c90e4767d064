package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FlattenTest {
    private static final Plant PLANT = new Plant();
    private static final Hold TAKEN = new Hold(false, 0, "job_other");

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void goesOnWhenItsLockIsHandedBack() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.PREEMPTED, 1);
        job.holds.addAll(List.of(new Hold(true, 1, null), TAKEN, TAKEN, TAKEN, new Hold(true, 7, null)));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps())
                .containsExactly("flatten RUNNING", "flatten WAITING", "flatten RUNNING", "flatten SUCCEEDED");
        assertThat(job.transitions.get(1).failure().facts()).containsEntry("waitsFor", "job_other");
    }

    @Test
    void looksAgainWhenItIsWoken() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1"));
        job.holds.add(TAKEN);
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.steps().contains("flatten WAITING"));
        stub.signal("wake");

        soon(() -> !job.ends.isEmpty());
        assertThat(job.end().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void isCancelledWhileItWaits() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1"));
        for (int i = 0; i < 1000; i++) {
            job.holds.add(TAKEN);
        }
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.steps().contains("flatten WAITING"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).isEmpty();
    }

    @Test
    void parksWhenTheHostRefusesATokenThatTheInventoryCallsGood() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.EPOCH_STALE, 2);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.EPOCH_STALE);
        assertThat(job.times("flatten")).isEqualTo(2);
        decide(stub, "retry", 1);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void keepsItsHistorySmallOverManyPreemptions() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.PREEMPTED, 4);
        for (int i = 0; i < 4; i++) {
            job.holds.addAll(List.of(new Hold(true, 2 * i + 1, null), TAKEN));
        }
        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);

        WorkflowExecution execution =
                WorkflowExecution.newBuilder().setWorkflowId(job.input.jobId()).build();
        int events = PLANT.client()
                .fetchHistory(execution.getWorkflowId())
                .getEvents()
                .size();
        assertThat(events).isLessThan(4 * 25 + 20);
    }

    @Test
    void aCloneFlattensItsDisksByChildJobsBeforeItStarts() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.children).hasSize(1);
        Scenario child = PLANT.job(job.children.get(0).jobId());
        assertThat(child.end().state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.end().children()).isEmpty();
    }

    @Test
    void aChildThatFailsParksItsParentAndARetryRunsAnother() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> {
            if (job.children.isEmpty()) {
                child.fails("flatten", FailureCode.IMAGE_CORRUPT, 1);
            }
        };
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.CHILD_FAILED);
        decide(stub, "retry", 1);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.children).hasSize(2);
    }

    @Test
    void aCancelOfTheParentCancelsTheChildThatItWaitsFor() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.children.size() == 1
                && PLANT.job(job.children.get(0).jobId()).called("flatten"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        Scenario child = PLANT.job(job.children.get(0).jobId());
        assertThat(child.end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(child.called("stopFlatten")).isTrue();
        assertThat(job.calls).endsWith("undefineDomain", "undefineDomain", "removeDisk");
    }

    @Test
    void aSuccessorJoinsTheChildOfALostRun() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        Scenario child = loseTheRunThatWaitsForItsChild(job);

        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.steps().contains("flatten-disk-0 WAITING"));
        child.stop("flatten");

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.children).hasSize(1);
        assertThat(child.end().state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aSuccessorThatIsAbortedEndsTheChildOfALostRun() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        Scenario child = loseTheRunThatWaitsForItsChild(job);
        StepResult done = StepResult.of("before");
        Map<String, StepResult> finished = Map.of("clone-disk-0", done, "write-seed", done, "define-domain", done);
        Decision abort = new Decision(1, "oscar", "give up");
        job.claim = new Claim(true, null, 1, 1, job.claim.transitions(), finished, null, abort, null);

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.FAILED);
        assertThat(child.end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(child.called("stopFlatten")).isTrue();
    }

    @Test
    void aCancelOfASuccessorCancelsTheChildThatItHasJoined() {
        Scenario job = PLANT.scenario(Plans.cloneVm(FlattenPolicy.BEFORE_START, Readiness.started()));
        job.onChild = child -> child.on("flatten", new Act.Hangs());
        Scenario child = loseTheRunThatWaitsForItsChild(job);
        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.steps().contains("flatten-disk-0 WAITING"));
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
        assertThat(child.end().state()).isEqualTo(JobState.CANCELLED);
    }

    /** Terminates the job's run while its child works; the job's claim is then that of a successor. */
    private static Scenario loseTheRunThatWaitsForItsChild(Scenario job) {
        WorkflowStub lost = PLANT.start(job);
        soon(() -> job.children.size() == 1
                && PLANT.job(job.children.get(0).jobId()).called("flatten"));
        lost.terminate("by hand");
        job.claim = Scenario.claim(1, job.transitions.size(), Map.of());
        job.transitions.clear();
        return PLANT.job(job.children.get(0).jobId());
    }

    @Test
    void aDeleteEndsTheFlattensFirst() {
        Scenario flatten = PLANT.scenario(Plans.flatten("vol_1")).on("flatten", new Act.Hangs());
        PLANT.start(flatten);
        soon(() -> flatten.called("flatten"));
        Scenario job = PLANT.scenario(
                new DeleteVmPlan(Plans.VM, List.of(Plans.VOLUME), List.of(flatten.input.jobId(), "job_gone")));

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(flatten.end().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.calls).containsExactly("quiesceDisks", "destroyDomain", "undefineDomain", "removeDisk");
    }
}
