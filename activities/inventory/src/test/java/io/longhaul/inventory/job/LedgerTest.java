package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.schemas.job.StepState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.JobLedger;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerTest {
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

    /** INVARIANT of every test: sequences are gapless per topic and key, and an ended job has one terminal event. */
    @AfterEach
    void sequencesAreGaplessAndEndsAreTold() {
        Map<String, List<Long>> streams = new java.util.TreeMap<>();
        world.database.read(handle -> handle.createQuery("select topic, key, sequence from outbox order by id")
                .map((rows, context) -> streams.computeIfAbsent(
                                rows.getString(1) + " " + rows.getString(2), name -> new java.util.ArrayList<>())
                        .add(rows.getLong(3)))
                .list());
        streams.forEach((name, numbers) -> assertThat(numbers)
                .as(name)
                .isEqualTo(LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
        assertThat(world.count("from job j where ended_at is not null and 1 <> (select count(*) from outbox o"
                        + " where o.key = j.id and (o.data ->> 'terminal')::boolean)"))
                .isZero();
        assertThat(world.count("from resource_lock l join job j on j.id = l.job_id where j.ended_at is not null"))
                .isZero();
    }

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
        String job = claimed(World.clone(world.name("repeat"), template));
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
    void startTakesALockOverFromAFlattenWhichGetsItBackUnderANewToken() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String flatten = claimed(new FlattenVolume(vm.volume(), null));
        long before = hold(flatten).epoch();
        String start = claimed(new StartVm(vm.id()));

        Hold waiting = hold(flatten);
        assertThat(waiting.held()).isFalse();
        assertThat(waiting.waitsFor()).isEqualTo(start);
        assertThat(hold(start).epoch()).isGreaterThan(before);
        world.succeed(start, new InventoryChange.VmPower(vm.id(), VmState.RUNNING));
        assertThat(world.count("from lock_waiter where job_id = ?", flatten))
                .as("the end of the start gives it back")
                .isZero();
        assertThat(hold(flatten).held()).isTrue();
        assertThat(hold(flatten).epoch()).isGreaterThan(before + 1);
        world.succeed(flatten, new InventoryChange.VolumeIndependent(vm.volume()));
    }

    @Test
    void deleteCancelsTheFlattensAndGetsTheirVolumesAsTheyEnd() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String flatten = claimed(new FlattenVolume(vm.volume(), null));
        String delete = claimed(new DeleteVm(vm.id()));

        assertThat(hold(delete).waitsFor()).isEqualTo(flatten);
        assertThat(world.show(flatten).cancelRequested()).isTrue();
        assertThat(new Reconciliation(world.control).cancelRequestedNotDelivered())
                .extracting(Reconciliation.UndeliveredCancel::jobId)
                .contains(flatten);
        world.end(flatten, JobState.CANCELLED);
        assertThat(hold(delete).held()).isTrue();
        world.succeed(delete, new InventoryChange.VmRemoved(vm.id()));
        assertThat(world.count("from volume where id = ? and state = 'DELETED'", vm.volume()))
                .isOne();
        assertThat(world.count("from outbox where key = ? and data is null", vm.id()))
                .as("a tombstone")
                .isOne();
    }

    @Test
    void deleteEndsAFlattenThatNoRunHasClaimedAtOnce() {
        Vm vm = world.vm(template, VmState.STOPPED);
        String flatten = world.job(new FlattenVolume(vm.volume(), null));
        String delete = claimed(new DeleteVm(vm.id()));

        assertThat(world.show(flatten).state()).isEqualTo(JobState.CANCELLED);
        assertThat(hold(delete).held()).isTrue();
        world.end(delete, JobState.FAILED);
        assertThat(world.count("from vm where id = ? and state = 'STOPPED'", vm.id()))
                .as("a deletion that failed leaves the VM as it was")
                .isOne();
    }

    @Test
    void cancelContendsWithTheClaimForTheJob() {
        String early = world.job(World.clone(world.name("early"), template));
        assertThat(world.jobs.cancel(World.TENANT, early, null).state()).isEqualTo(JobState.CANCELLED);
        assertThat(world.ledger.claim(early, "r").granted()).isFalse();
        assertThat(world.count("from vm v join job j on j.vm = v.id where j.id = ? and v.state = 'DELETED'", early))
                .isOne();

        String late = claimed(World.clone(world.name("late"), template));
        var answer = world.jobs.cancel(World.TENANT, late, "no more");
        assertThat(answer.state()).isEqualTo(JobState.RUNNING);
        world.ledger.cancelling(late, World.runOf(late), answer.deliver());
        world.ledger.cancelling(late, World.runOf(late), answer.deliver());
        assertThat(world.show(late).state()).isEqualTo(JobState.CANCELLING);
        world.end(late, JobState.CANCELLED);
    }

    @Test
    void aParkedJobKeepsItsLocksUntilADecisionForThisParking() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String job = claimed(new StopVm(vm.id(), 0));
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
        long before = hold(job).epoch();
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
        String job = claimed(new StopVm(vm.id(), 30));
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
        String job = claimed(new StopVm(vm.id(), 30));
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

    @Test
    void aLostRunIsParkedAndRetryStartsASuccessorThatKnowsWhatIsDone() {
        String job = claimed(World.clone(world.name("lost"), template));
        StepTransition done =
                new StepTransition(1, "clone-disk-0", StepState.SUCCEEDED, StepResult.of("made"), null, List.of());
        world.ledger.record(job, World.runOf(job), List.of(done));
        long before = hold(job).epoch();
        RunLost lost = new RunLost(world.control);

        assertThat(lost.park(job, World.runOf(job), "TERMINATED")).isTrue();
        assertThat(lost.park(job, World.runOf(job), "TERMINATED")).isFalse();
        assertThat(world.ledger.claim(job, "r2").granted()).as("parked").isFalse();
        assertThat(toStart()).doesNotContain(job);
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "go on")))
                .isEmpty();
        assertThat(toStart()).contains(job);
        Claim claim = world.ledger.claim(job, "r2");
        assertThat(claim.granted()).isTrue();
        assertThat(claim.finished()).containsKey("clone-disk-0");
        assertThat(claim.transitions()).isEqualTo(1);
        assertThat(claim.parkings()).isEqualTo(1);
        assertThat(claim.epoch()).isGreaterThan(before);
        assertThatThrownBy(() -> world.ledger.hold(job, World.runOf(job))).hasMessageContaining("claim");
        world.ledger.end(job, "r2", ended(JobState.FAILED));
        assertThat(world.count("from vm v join job j on j.vm = v.id where j.id = ? and v.state = 'DELETED'", job))
                .isOne();
    }

    @Test
    void aRunThatWasLostWhileItUndidTheJobIsFollowedByOneThatGoesOnUndoing() {
        String job = claimed(World.clone(world.name("undone"), template));
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
        world.ledger.end(job, "r2", ended(JobState.FAILED));
    }

    @Test
    void anAbortOfALostRunReachesTheSuccessor() {
        String job = claimed(World.clone(world.name("abort"), template));
        new RunLost(world.control).park(job, World.runOf(job), "TERMINATED");
        assertThat(world.jobs.decide(World.OPERATOR, job, DecisionKind.ABORT, new DecisionRequest(1, "enough")))
                .isEmpty();

        assertThat(world.ledger.claim(job, "r2").abort().why()).isEqualTo("enough");
        world.ledger.end(job, "r2", ended(JobState.FAILED));
    }

    @Test
    void aCancelOfALostRunStartsASuccessorThatUndoes() {
        String job = claimed(World.clone(world.name("gone"), template));
        new RunLost(world.control).park(job, World.runOf(job), "TERMINATED");
        world.jobs.cancel(World.TENANT, job, "no more");

        assertThat(toStart()).contains(job);
        assertThat(world.ledger.claim(job, "r2").cancel().why()).isEqualTo("no more");
        world.ledger.end(job, "r2", ended(JobState.CANCELLED));
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
        assertThat(toStart()).contains(children.get(0).id());
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
        assertThat(toStart()).as("the parent starts it").doesNotContain(child.jobId());
        assertThat(world.ledger.claim(child.jobId(), "c").epoch()).isEqualTo(epoch);
        assertThat(world.ledger.hold(child.jobId(), "c")).isEqualTo(new Hold(true, epoch, null));
        world.ledger.end(child.jobId(), "c", ended(JobState.SUCCEEDED));
        assertThat(hold(parent).held()).isTrue();
        world.ledger.acceptChild(
                parent, World.runOf(parent), new ChildRequest("other", new FlattenVolume(volume, null), true));
        world.end(parent, JobState.FAILED);
        assertThat(world.count("from job where parent_job_id = ? and ended_at is null", parent))
                .as("a child that was not started ends with its parent")
                .isZero();
    }

    private static JobEnd ended(JobState state) {
        return new JobEnd(state, Map.of(), null, List.of(), List.of(), List.of());
    }

    private static List<String> toStart() {
        return new Reconciliation(world.control)
                .jobsToStart(Duration.ZERO).stream()
                        .map(job -> job.input().jobId())
                        .toList();
    }

    private static Hold hold(String job) {
        return world.ledger.hold(job, World.runOf(job));
    }

    private static String claimed(io.longhaul.schemas.job.JobRequest request) {
        String job = world.job(request);
        assertThat(world.ledger.claim(job, World.runOf(job)).granted()).isTrue();
        return job;
    }
}
