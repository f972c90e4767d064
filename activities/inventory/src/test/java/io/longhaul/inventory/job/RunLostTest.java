package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs whose run was ended from outside, and the runs that follow. */
class RunLostTest extends WorldTest {
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

    @Test
    void aRunThatWasLostPastThePointOfNoReturnCanOnlyBeFollowedForward() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String job = world.job(new DeleteVm(vm.id()));
        world.ledger.claim(job, "r1");
        begin(job, "r1", 1, "destroy-domain", StepState.RUNNING);
        lose(job, "r1");

        assertThat(world.show(job).parking().actions().get(DecisionKind.ABORT)).contains("nothing is undone");
        assertThatThrownBy(() -> world.jobs.cancel(World.TENANT, job, "no more"))
                .hasMessageContaining("POINT_OF_NO_RETURN");
        assertThat(world.show(job).state()).isEqualTo(JobState.NEEDS_ATTENTION);
        retry(job, 1, Map.of());
        assertThat(world.ledger.claim(job, "r2").pastReturn()).isTrue();
        world.end(job, "r2", JobState.SUCCEEDED);
    }

    @Test
    void theRetryChangesWhatTheStepThatWasUnderWayDeclares() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String job = world.job(new FlattenVolume(vm.volume(), 20));
        world.ledger.claim(job, "r1");
        begin(job, "r1", 1, "flatten", StepState.RUNNING);
        lose(job, "r1");
        assertThat(offered(job)).containsExactly("bandwidthMibps 20");

        assertThatThrownBy(() -> retry(job, 1, Map.of("bandwidthMibps", "0"))).hasMessageContaining("FIELD_INVALID");
        assertThatThrownBy(() -> retry(job, 1, Map.of("graceSeconds", "5"))).hasMessageContaining("FIELD_UNKNOWN");
        assertThat(world.show(job).state()).isEqualTo(JobState.NEEDS_ATTENTION);
        retry(job, 1, Map.of("bandwidthMibps", "none"));

        assertThat(world.ledger.claim(job, "r2").parameters())
                .containsExactly(Map.entry("flatten.bandwidthMibps", "none"));
        assertThat(world.count(
                        "from outbox where key = ? and data -> 'parameters'"
                                + " = '[{\"name\": \"bandwidthMibps\", \"from\": \"20\", \"to\": \"none\"}]'",
                        job))
                .isOne();
        begin(job, "r2", 2, "flatten", StepState.RUNNING);
        lose(job, "r2");
        assertThat(offered(job)).as("as the run before had it").containsExactly("bandwidthMibps none");
    }

    @Test
    void anotherStepThatIsUndoneOrAJobThatIsCancelledOffersNothing() {
        String earlier = stopping("r1", "request-shutdown", StepState.RUNNING);
        lose(earlier, "r1");
        assertThat(offered(earlier)).isEmpty();

        String undone = stopping("r1", "await-shutdown", StepState.COMPENSATING);
        lose(undone, "r1");
        assertThat(offered(undone)).isEmpty();

        String cancelled = stopping("r1", "await-shutdown", StepState.RUNNING);
        world.jobs.cancel(World.TENANT, cancelled, null);
        lose(cancelled, "r1");
        assertThat(offered(cancelled)).isEmpty();

        String waiting = stopping("r1", "await-shutdown", StepState.FAILED);
        lose(waiting, "r1");
        assertThat(offered(waiting)).containsExactly("graceSeconds 30");
    }

    private static String stopping(String run, String step, StepState state) {
        String job = world.job(new StopVm(world.vm(template, VmState.RUNNING).id(), 30));
        world.ledger.claim(job, run);
        begin(job, run, 1, step, state);
        return job;
    }

    private static void begin(String job, String run, int number, String step, StepState state) {
        world.ledger.record(job, run, List.of(new StepTransition(number, step, state, null, null, List.of())));
    }

    private static void lose(String job, String run) {
        assertThat(new RunLost(world.control).park(job, run, "terminated")).isTrue();
    }

    private static void retry(String job, int parking, Map<String, String> parameters) {
        DecisionRequest request = new DecisionRequest(parking, "slow storage", parameters);
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, request))
                .as("carried out at once")
                .isEmpty();
    }

    private static List<String> offered(String job) {
        return world.show(job).parking().parameters().stream()
                .map(parameter -> parameter.name() + " " + parameter.value())
                .toList();
    }
}
