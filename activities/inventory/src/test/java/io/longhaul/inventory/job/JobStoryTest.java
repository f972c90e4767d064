package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a job shows of its failures, its decisions and its children. */
class JobStoryTest extends WorldTest {
    @Test
    void aStepThatRunsAgainShowsNothingOfItsLastFailure() {
        String job = stopping();
        Failure failure = Failure.of(FailureCode.LIBVIRT_ERROR, "it said no");
        record(
                job,
                new StepTransition(
                        1, "destroy-domain", StepState.FAILED, StepResult.of("it said no"), failure, List.of()));
        assertThat(world.show(job).steps().get(0).outcome()).isEqualTo("it said no");
        record(job, new StepTransition(2, "destroy-domain", StepState.RUNNING, null, null, List.of()));

        assertThat(world.show(job).steps()).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isNull();
            assertThat(step.endedAt()).isNull();
        });
        world.succeed(job);
    }

    @Test
    void aDecisionThatIsSentAgainGetsTheSameAnswer() {
        String job = stopping();
        Failure failure = Failure.of(FailureCode.LIBVIRT_ERROR, "it said no");
        Map<DecisionKind, String> actions = Map.of(DecisionKind.RETRY, "again", DecisionKind.ABORT, "undo");
        world.ledger.park(job, World.runOf(job), new Parking(1, "destroy-domain", failure, actions));
        Decision decision = world.jobs
                .decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "mended"))
                .orElseThrow();
        world.ledger.decided(job, World.runOf(job), DecisionKind.RETRY, decision);

        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "mended")))
                .isEmpty();
        assertThat(
                        world.count(
                                "from outbox where key = ? and topic = 'longhaul.job.event.v1' and data @> cast(? as jsonb)",
                                job,
                                "{\"who\": \"token:ops\", \"decision\": \"retry\", \"why\": \"mended\", \"state\": \"RUNNING\"}"))
                .isOne();
        assertThatThrownBy(() ->
                        world.jobs.decide(World.OPERATOR, job, DecisionKind.ABORT, new DecisionRequest(1, "another")))
                .hasMessageContaining("ACTION_NOT_ALLOWED");
        world.succeed(job);
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "mended")))
                .isEmpty();
    }

    @Test
    void aCancelBeforeTheStartIsToldWithItsEnd() {
        String job = world.job(new StopVm(world.vm(template, VmState.RUNNING).id(), 0));

        assertThat(world.jobs.cancel(World.TENANT, job, "changed my mind").state())
                .isEqualTo(JobState.CANCELLED);
        assertThat(world.jobs.cancel(World.TENANT, job, "said again").state()).isEqualTo(JobState.CANCELLED);

        String cancelled = "{\"who\": \"token:demo\", \"decision\": \"cancel\", \"why\": \"changed my mind\","
                + " \"state\": \"CANCELLED\", \"terminal\": true}";
        assertThat(world.count("from outbox where key = ? and data @> cast(? as jsonb)", job, cancelled))
                .isOne();
        assertThat(world.count("from outbox where key = ? and topic = 'longhaul.job.event.v1'", job))
                .as("accepted, cancelled")
                .isEqualTo(2);
        assertThat(world.count(
                        "from job_decision where job_id = ? and action = 'CANCEL' and who = 'token:demo'"
                                + " and why = 'changed my mind'",
                        job))
                .isOne();
    }

    @Test
    void aChildThatEndsBeforeItsStartNamesTheJobThatCancelledIt() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String parent = world.job(new FlattenVolume(vm.volume(), null));
        world.ledger.claim(parent, World.runOf(parent));
        String idle = child(parent, "one", vm.volume());

        world.ledger.cancelChildren(parent, World.runOf(parent));

        String cancelled = "{\"who\": \"job %s\", \"decision\": \"cancel\", \"terminal\": true}".formatted(parent);
        assertThat(world.count("from outbox where key = ? and data @> cast(? as jsonb)", idle, cancelled))
                .isOne();
        world.succeed(parent);
    }

    @Test
    void aJobSaysWhichOfItsChildrenCouldNotFollow() {
        String job = stopping();
        ChildRequest impossible = new ChildRequest("flatten-disk-0", new FlattenVolume("vol_gone", null), false);
        world.ledger.end(
                job,
                World.runOf(job),
                new JobEnd(JobState.SUCCEEDED, Map.of(), null, List.of(), List.of(), List.of(impossible)));

        assertThat(world.show(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(world.show(job).residue()).singleElement().satisfies(residue -> {
            assertThat(residue.step()).isEqualTo("flatten-disk-0");
            assertThat(residue.state()).isEqualTo(StepState.LEFT_BEHIND);
            assertThat(residue.detail()).contains("flatten-volume").contains("vol_gone");
        });
    }

    @Test
    void aCancelOfAJobsChildrenEndsThoseThatNoRunHasAndNamesTheOthers() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String parent = world.job(new FlattenVolume(vm.volume(), null));
        world.ledger.claim(parent, World.runOf(parent));
        String idle = child(parent, "one", vm.volume());
        String busy = child(parent, "two", vm.volume());
        world.ledger.claim(busy, World.runOf(busy));

        assertThat(world.ledger.cancelChildren(parent, World.runOf(parent))).containsExactly(busy);
        assertThat(world.ledger.cancelChildren(parent, World.runOf(parent))).containsExactly(busy);
        assertThat(world.show(idle).state()).isEqualTo(JobState.CANCELLED);
        assertThat(world.show(busy).cancelRequested()).isTrue();
        world.end(busy, JobState.CANCELLED);
        world.succeed(parent);
    }

    private static String child(String parent, String key, String volume) {
        return world.ledger
                .acceptChild(parent, World.runOf(parent), new ChildRequest(key, new FlattenVolume(volume, null), true))
                .jobId();
    }

    private static void record(String job, StepTransition transition) {
        world.ledger.record(job, World.runOf(job), List.of(transition));
    }

    private static String stopping() {
        String job = world.job(new StopVm(world.vm(template, VmState.RUNNING).id(), 0));
        world.ledger.claim(job, World.runOf(job));
        return job;
    }
}
