package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.World;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs whose run was ended from outside, and the runs that follow. */
class RunLostTest {
    private static World world;
    private static String template;

    @BeforeAll
    static void open() {
        world = new World();
        world.report("node1", 1_000, 1_000_000);
        template = world.template();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @AfterEach
    void everyChangeIsTold() {
        Told.check(world);
    }

    @Test
    void aLostRunIsParkedAndRetryStartsASuccessorThatKnowsWhatIsDone() {
        String job = world.claimed(World.clone(world.name("lost"), template));
        StepTransition done =
                new StepTransition(1, "clone-disk-0", StepState.SUCCEEDED, StepResult.of("made"), null, List.of());
        world.ledger.record(job, World.runOf(job), List.of(done));
        long before = world.hold(job).epoch();
        RunLost lost = new RunLost(world.control);

        assertThat(lost.park(job, World.runOf(job), "TERMINATED")).isTrue();
        assertThat(lost.park(job, World.runOf(job), "TERMINATED")).isFalse();
        assertThat(world.ledger.claim(job, "r2").granted()).as("parked").isFalse();
        assertThat(world.toStart()).doesNotContain(job);
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "go on")))
                .isEmpty();
        assertThat(world.toStart()).contains(job);
        Claim claim = world.ledger.claim(job, "r2");
        assertThat(claim.granted()).isTrue();
        assertThat(claim.finished()).containsKey("clone-disk-0");
        assertThat(claim.transitions()).isEqualTo(1);
        assertThat(claim.parkings()).isEqualTo(1);
        assertThat(claim.epoch()).isGreaterThan(before);
        assertThatThrownBy(() -> world.ledger.hold(job, World.runOf(job))).hasMessageContaining("claim");
        world.end(job, "r2", JobState.FAILED);
        assertThat(world.count("from vm v join job j on j.vm = v.id where j.id = ? and v.state = 'DELETED'", job))
                .isOne();
    }

    @Test
    void aRunThatWasLostWhileItUndidTheJobIsFollowedByOneThatGoesOnUndoing() {
        String job = world.claimed(World.clone(world.name("undone"), template));
        world.ledger.record(
                job,
                World.runOf(job),
                List.of(
                        new StepTransition(1, "define-domain", StepState.RUNNING, null, null, List.of()),
                        new StepTransition(
                                2, "define-domain", StepState.COMPENSATED, StepResult.of("undone"), null, List.of())));
        new RunLost(world.control).park(job, World.runOf(job), "TERMINATED");
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "go on")))
                .isEmpty();

        assertThat(world.ledger.claim(job, "r2").abort()).isNotNull();
        world.end(job, "r2", JobState.FAILED);
    }

    @Test
    void anAbortOfALostRunReachesTheSuccessor() {
        String job = world.claimed(World.clone(world.name("abort"), template));
        new RunLost(world.control).park(job, World.runOf(job), "TERMINATED");
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.ABORT, new DecisionRequest(1, "enough")))
                .isEmpty();

        assertThat(world.ledger.claim(job, "r2").abort().why()).isEqualTo("enough");
        world.end(job, "r2", JobState.FAILED);
    }

    @Test
    void aCancelOfALostRunStartsASuccessorThatUndoes() {
        String job = world.claimed(World.clone(world.name("gone"), template));
        new RunLost(world.control).park(job, World.runOf(job), "TERMINATED");
        world.jobs.cancel(World.TENANT, job, "no more");

        assertThat(world.toStart()).contains(job);
        assertThat(world.ledger.claim(job, "r2").cancel().why()).isEqualTo("no more");
        world.end(job, "r2", JobState.CANCELLED);
    }
}
