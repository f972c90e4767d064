package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.World;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.JobLedger;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest extends WorldTest {
    @Test
    void oneRunClaimsAndAnotherIsSuperseded() {
        String job = world.job(World.clone(world.name("claim"), template));

        assertThat(world.ledger.claim(job, "r1").granted()).isTrue();
        assertThat(world.ledger.claim(job, "r1").granted()).as("repeatable").isTrue();
        assertThat(world.ledger.claim(job, "r2").granted()).isFalse();
        assertThatThrownBy(() -> world.ledger.record(job, "r2", List.of()))
                .isInstanceOfSatisfying(ApplicationFailure.class, e -> {
                    assertThat(e.getType()).isEqualTo(JobLedger.SUPERSEDED);
                    assertThat(e.isNonRetryable()).isTrue();
                });
    }

    @Test
    void aRepeatedTransitionIsIgnored() {
        String job = world.claimed(World.clone(world.name("repeat"), template));
        StepTransition running = new StepTransition(1, "clone-disk-0", StepState.RUNNING, null, null, List.of());
        StepTransition done = new StepTransition(
                2, "clone-disk-0", StepState.SUCCEEDED, new StepResult("made", Map.of("a", "b")), null, List.of());

        world.ledger.record(job, World.runOf(job), List.of(running));
        world.ledger.record(job, World.runOf(job), List.of(running, done));
        world.ledger.record(job, World.runOf(job), List.of(running, done));

        JobView view = world.show(job);
        assertThat(view.version()).isEqualTo(4);
        assertThat(view.steps()).singleElement().satisfies(step -> {
            assertThat(step.state()).isEqualTo(StepState.SUCCEEDED);
            assertThat(step.outcome()).isEqualTo("made");
            assertThat(step.endedAt()).isAfterOrEqualTo(step.startedAt());
        });
        assertThat(world.ledger
                        .claim(job, World.runOf(job))
                        .finished()
                        .get("clone-disk-0")
                        .values())
                .containsEntry("a", "b");
    }

    @Test
    void cancelContendsWithTheClaimForTheJob() {
        String early = world.job(World.clone(world.name("early"), template));
        assertThat(world.jobs.cancel(World.TENANT, early, null).state()).isEqualTo(JobState.CANCELLED);
        assertThat(world.ledger.claim(early, "r").granted()).isFalse();
        assertThat(world.count("from vm v join job j on j.vm = v.id where j.id = ? and v.state = 'DELETED'", early))
                .isOne();

        String late = world.claimed(World.clone(world.name("late"), template));
        var answer = world.jobs.cancel(World.TENANT, late, "no more");
        assertThat(answer.state()).isEqualTo(JobState.RUNNING);
        world.ledger.cancelling(late, World.runOf(late), answer.deliver());
        world.ledger.cancelling(late, World.runOf(late), answer.deliver());
        assertThat(world.show(late).state()).isEqualTo(JobState.CANCELLING);
        world.end(late, JobState.CANCELLED);
    }

    @Test
    void childrenFollowWithTheirOwnLocksAsTheParentsAreFreed() {
        var accepted = world.submit(World.clone(world.name("parent"), template)).accepted();
        String volume = accepted.creates().get("volume.0");
        String parent = accepted.jobId();
        world.ledger.claim(parent, World.runOf(parent));
        List<InventoryChange> made = List.of(
                new InventoryChange.VolumeReady(volume),
                new InventoryChange.VmPower(accepted.creates().get("vm"), VmState.RUNNING));
        JobEnd end = new JobEnd(
                JobState.SUCCEEDED,
                Map.of(),
                null,
                List.of(),
                List.of(new StepTransition(1, "start", StepState.SUCCEEDED, null, null, made)),
                List.of(new ChildRequest("flatten-0", new FlattenVolume(volume, null), false)));
        world.ledger.end(parent, World.runOf(parent), end);
        world.ledger.end(parent, World.runOf(parent), end);

        var children = world.queries
                .list(
                        World.TENANT,
                        io.longhaul.inventory.page.PageRequest.first(),
                        new JobQueries.Filter(null, null, null, null, parent, null, null))
                .items();
        assertThat(children).singleElement().satisfies(child -> {
            assertThat(child.state()).isEqualTo(JobState.ACCEPTED);
            assertThat(world.count("from resource_lock where job_id = ?", child.id()))
                    .isEqualTo(2);
        });
        assertThat(world.toStart()).contains(children.get(0).id());
    }

    @Test
    void aChildThatTheParentWaitsForWorksUnderItsLocks() {
        var accepted = world.submit(World.clone(world.name("waits"), template)).accepted();
        String volume = accepted.creates().get("volume.0");
        String parent = accepted.jobId();
        long epoch = world.ledger.claim(parent, World.runOf(parent)).epoch();
        ChildRequest request = new ChildRequest("flatten-0", new FlattenVolume(volume, null), true);

        JobInput child = world.ledger.acceptChild(parent, World.runOf(parent), request);
        assertThat(world.ledger.acceptChild(parent, World.runOf(parent), request))
                .isEqualTo(child);
        assertThat(world.toStart()).as("the parent starts it").doesNotContain(child.jobId());
        assertThat(world.ledger.claim(child.jobId(), "c").epoch()).isEqualTo(epoch);
        assertThat(world.ledger.hold(child.jobId(), "c")).isEqualTo(new Hold(true, epoch, null));
        world.end(child.jobId(), "c", JobState.SUCCEEDED);
        assertThat(world.hold(parent).held()).isTrue();
        world.ledger.acceptChild(
                parent, World.runOf(parent), new ChildRequest("other", new FlattenVolume(volume, null), true));
        world.end(parent, JobState.FAILED);
        assertThat(world.count("from job where parent_job_id = ? and ended_at is null", parent))
                .as("a child that was not started ends with its parent")
                .isZero();
    }
}
