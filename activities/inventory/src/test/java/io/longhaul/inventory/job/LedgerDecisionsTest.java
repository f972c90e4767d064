package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.Parking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is decided about a parked job, and what its retry may change. */
class LedgerDecisionsTest extends WorldTest {
    @Test
    void aParkedJobKeepsItsLocksUntilADecisionForThisParking() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String job = world.claimed(new StopVm(vm.id(), 0));
        Parking parking = new Parking(
                1,
                "destroy-domain",
                Failure.of(FailureCode.LIBVIRT_ERROR, "it said no"),
                Map.of(DecisionKind.RETRY, "again", DecisionKind.ABORT, "undo"));
        world.ledger.park(job, World.runOf(job), parking);
        world.ledger.park(job, World.runOf(job), parking);

        assertThat(world.show(job).parking().number()).isEqualTo(1);
        assertThat(world.count("from resource_lock where job_id = ?", job)).isPositive();
        assertThatThrownBy(
                        () -> world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(2, "x")))
                .hasMessageContaining("PARKING_MISMATCH");
        assertThatThrownBy(() -> world.jobs.decide(World.OPERATOR, job, DecisionKind.SKIP, new DecisionRequest(1, "x")))
                .hasMessageContaining("ACTION_NOT_ALLOWED");
        Decision decision = world.jobs
                .decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "mended"))
                .orElseThrow();
        long before = world.hold(job).epoch();
        assertThat(world.ledger.decided(job, World.runOf(job), DecisionKind.RETRY, decision))
                .isGreaterThan(before)
                .isEqualTo(world.ledger.decided(job, World.runOf(job), DecisionKind.RETRY, decision));
        assertThat(world.count("from outbox where key = ? and topic = 'longhaul.alert.v1'", job))
                .isEqualTo(2);
        world.succeed(job);
    }

    @Test
    void aRetryWithAChangedParameterIsRecordedAndKnownToALaterRun() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String job = world.claimed(new StopVm(vm.id(), 30));
        RetryParameter grace = new RetryParameter("graceSeconds", "30", 0, 3600, false, "how long");
        Parking parking = new Parking(
                1,
                "await-shutdown",
                Failure.of(FailureCode.LIBVIRT_ERROR, "it said no"),
                Map.of(DecisionKind.RETRY, "again", DecisionKind.ABORT, "undo"),
                List.of(grace));
        world.ledger.park(job, World.runOf(job), parking);
        assertThat(world.show(job).parking().parameters()).containsExactly(grace);

        assertThat(refusal(job, DecisionKind.RETRY, Map.of("colour", "1")))
                .isEqualTo("FIELD_UNKNOWN /parameters/colour");
        assertThat(refusal(job, DecisionKind.RETRY, Map.of("graceSeconds", "3601")))
                .isEqualTo("FIELD_INVALID /parameters/graceSeconds");
        assertThat(refusal(job, DecisionKind.ABORT, Map.of("graceSeconds", "5")))
                .isEqualTo("FIELD_UNKNOWN /parameters");
        assertThat(world.count("from job_decision where job_id = ?", job)).isZero();
        assertThat(world.show(job).state()).isEqualTo(JobState.NEEDS_ATTENTION);

        DecisionRequest request = new DecisionRequest(1, "the guest is slow", Map.of("graceSeconds", "300"));
        Decision decision = world.jobs
                .decide(World.OPERATOR, job, DecisionKind.RETRY, request)
                .orElseThrow();
        world.ledger.decided(job, World.runOf(job), DecisionKind.RETRY, decision);
        world.ledger.decided(job, World.runOf(job), DecisionKind.RETRY, decision);

        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, request))
                .as("said again")
                .isEmpty();
        assertThat(refusal(job, DecisionKind.RETRY, Map.of("graceSeconds", "5")))
                .startsWith("ACTION_NOT_ALLOWED");
        assertThat(world.count(
                        "from outbox where key = ? and data::jsonb -> 'parameters' = "
                                + "'[{\"name\": \"graceSeconds\", \"from\": \"30\", \"to\": \"300\"}]'"
                                + " and data::jsonb ->> 'why' = 'the guest is slow'",
                        job))
                .isOne();
        assertThat(world.count("from job_decision where job_id = ? and parameters -> 0 ->> 'to' = '300'", job))
                .isOne();
        assertThat(world.ledger.claim(job, World.runOf(job)).parameters())
                .containsExactly(Map.entry("await-shutdown.graceSeconds", "300"));
        world.succeed(job);
    }

    /** The run of a build that knows the parameter has judged; the row was written by one that did not know it. */
    @Test
    void aParameterThatTheRunAcceptedIsTakenThoughAnEarlierBuildParkedWithoutIt() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String job = world.claimed(new StopVm(vm.id(), 30));
        world.ledger.park(
                job,
                World.runOf(job),
                new Parking(
                        1,
                        "await-shutdown",
                        Failure.of(FailureCode.LIBVIRT_ERROR, "it said no"),
                        Map.of(DecisionKind.RETRY, "again")));

        world.ledger.decided(
                job,
                World.runOf(job),
                DecisionKind.RETRY,
                new Decision(1, "oscar", "the guest is slow", Map.of("graceSeconds", "300")));

        assertThat(world.show(job).state()).isEqualTo(JobState.RUNNING);
        assertThat(world.ledger.claim(job, World.runOf(job)).parameters())
                .containsExactly(Map.entry("await-shutdown.graceSeconds", "300"));
        world.succeed(job);
    }

    private static String refusal(String job, DecisionKind kind, Map<String, String> parameters) {
        LonghaulException refused = catchThrowableOfType(
                LonghaulException.class,
                () -> world.jobs.decide(World.OPERATOR, job, kind, new DecisionRequest(1, "x", parameters)));
        return refused.failure().code() + " " + refused.pointer();
    }
}
