package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.refusal;
import static io.longhaul.workflows.support.Plant.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.longhaul.workflows.support.Scenario.Act;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of every operation, in every way that it can go. */
class EveryStepTest {
    private static final Plant PLANT = new Plant();
    private static final Set<String> LONG = Set.of("awaitReady", "awaitShutdown", "flatten", "importImage");
    private static final Set<String> ONLY_FORWARD = Set.of("delete-vm", "delete-template");

    @AfterAll
    static void close() {
        PLANT.close();
    }

    static Stream<Arguments> steps() {
        return Plans.STEPS.stream().map(row -> Arguments.of(row.get(0), row.get(1), row.get(2)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void failureOfTheCallerUndoesInReverseAndFails(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation)).fails(call, FailureCode.IMAGE_CORRUPT, 1);

        JobResult result = PLANT.run(job);

        assertThat(result.state()).isEqualTo(JobState.FAILED);
        assertThat(job.end().failure().code()).isEqualTo(FailureCode.IMAGE_CORRUPT);
        assertThat(job.parkings).isEmpty();
        assertUndone(job, operation, step);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void failureOfInfrastructureIsTriedAgainThenParkedAndRetried(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation)).fails(call, FailureCode.STORAGE_ERROR, attempts(call));

        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.times(call)).isEqualTo(attempts(call));
        assertThat(job.parking().step()).isEqualTo(step);
        assertThat(job.parking().failure().code()).isEqualTo(FailureCode.STORAGE_ERROR);
        assertThat(decide(stub, "retry", 1)).contains(step).contains("again");

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps()).contains(step + " FAILED", step + " SUCCEEDED");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aParkedStepIsSkippedOnlyWhereItSaysWhatThatMeans(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation)).fails(call, FailureCode.WORLD_DISAGREES, 1);

        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.times(call)).isEqualTo(1);
        String meaning = job.parking().actions().get(DecisionKind.SKIP);
        if (meaning == null) {
            assertThat(refusal(() -> decide(stub, "skip", 1))).isEqualTo("ACTION_NOT_ALLOWED");
            decide(stub, "retry", 1);
        } else {
            assertThat(decide(stub, "skip", 1)).isEqualTo(meaning);
        }

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps().contains(step + " SKIPPED")).isEqualTo(meaning != null);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void abortUndoesAndFails(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation)).fails(call, FailureCode.WORLD_DISAGREES, 1);

        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        decide(stub, "abort", 1);

        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.FAILED);
        assertThat(job.end().failure().code()).isEqualTo(FailureCode.ABORTED);
        assertThat(job.end().failure().message()).contains("oscar").contains("looked at it");
        assertUndone(job, operation, step);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void cancelWhileParkedUndoesAndCancels(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation)).fails(call, FailureCode.WORLD_DISAGREES, 1);

        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        if (ONLY_FORWARD.contains(operation)) {
            assertThat(refusal(() -> cancel(stub))).isEqualTo("POINT_OF_NO_RETURN");
            decide(stub, "retry", 1);
            assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        } else {
            cancel(stub);
            assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
            assertThat(job.ledger).containsOnlyOnce("cancelling by alice");
            assertUndone(job, operation, step);
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void cancelInTheStepStopsItAndUndoes(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation)).on(call, new Act.Hangs());

        WorkflowStub stub = PLANT.start(job);
        soon(() -> job.called(call));
        if (ONLY_FORWARD.contains(operation)) {
            assertThat(refusal(() -> cancel(stub))).isEqualTo("POINT_OF_NO_RETURN");
            job.stop(call);
            assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        } else {
            cancel(stub);
            assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.CANCELLED);
            assertThat(job.called("stopFlatten")).isEqualTo(call.equals("flatten"));
            assertThat(job.called("stopImport")).isEqualTo(call.equals("importImage"));
            assertThat(job.times(call)).isEqualTo(1);
            assertUndone(job, operation, step);
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aSuccessorOfALostRunBeginsAtTheFirstUnfinishedStep(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation));
        job.claim = Scenario.claim(1, 7, finishedBefore(operation, step));

        JobResult result = PLANT.run(job);

        assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps().get(0)).isEqualTo(step + " RUNNING");
        assertThat(job.called(call)).isTrue();
        assertThat(job.transitions.get(0).number()).isEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aSuccessorThatIsCancelledUndoesWhatTheLostRunDid(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation));
        Claim claim = Scenario.claim(1, 7, finishedBefore(operation, step));
        job.claim = new Claim(
                true,
                null,
                1,
                1,
                7,
                claim.finished(),
                new CancelRequest("alice", "too late"),
                null,
                null,
                Map.of(),
                false);

        JobResult result = PLANT.run(job);

        boolean past = ONLY_FORWARD.contains(operation) && !claim.finished().isEmpty();
        assertThat(result.state()).isEqualTo(past ? JobState.SUCCEEDED : JobState.CANCELLED);
        assertThat(job.called(call))
                .isEqualTo(past || expectedUndo(operation, step).contains(call));
        if (!past) {
            assertThat(job.calls).isEqualTo(expectedStopAndUndo(operation, step));
        }
    }

    @ParameterizedTest
    @MethodSource("onlyForward")
    void aRunThatWasLostInThePointOfNoReturnIsFollowedByOneThatOnlyGoesForward(String operation) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation));
        String step = job.input.plan().noReturn();
        Map<String, StepResult> finished = finishedBefore(operation, step);
        job.claim = new Claim(
                true, null, 1, 1, 7, finished, new CancelRequest("alice", "too late"), null, null, Map.of(), true);

        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.steps()).contains(step + " SUCCEEDED");

        Scenario aborted = PLANT.scenario(Plans.ALL.get(operation));
        Decision abort = new Decision(1, "oscar", "give up");
        aborted.claim = new Claim(true, null, 1, 1, 7, finished, null, abort, null, Map.of(), true);

        assertThat(PLANT.run(aborted).state()).isEqualTo(JobState.FAILED);
        assertThat(aborted.calls).isEmpty();
    }

    static List<String> onlyForward() {
        return Plans.ALL.entrySet().stream()
                .filter(plan -> plan.getValue().noReturn() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aSuccessorThatIsAbortedUndoesAndFails(String operation, String step, String call) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation));
        Claim claim = Scenario.claim(1, 7, finishedBefore(operation, step));
        job.claim = new Claim(
                true,
                null,
                1,
                1,
                7,
                claim.finished(),
                null,
                new Decision(1, "oscar", "give up"),
                null,
                Map.of(),
                false);

        JobResult result = PLANT.run(job);

        assertThat(result.state()).isEqualTo(JobState.FAILED);
        assertThat(job.end().failure().code()).isEqualTo(FailureCode.ABORTED);
        assertThat(job.calls).isEqualTo(expectedStopAndUndo(operation, step));
        assertThat(job.called(call)).isEqualTo(expectedUndo(operation, step).contains(call));
    }

    private static int attempts(String call) {
        return LONG.contains(call) ? 6 : 5;
    }

    private static Map<String, StepResult> finishedBefore(String operation, String step) {
        List<String> steps = Plans.stepsOf(operation);
        Map<String, StepResult> finished = new LinkedHashMap<>();
        steps.subList(0, steps.indexOf(step)).forEach(name -> finished.put(name, StepResult.of("before")));
        return finished;
    }

    /** The calls that undo an operation which has come to a step, in their order. */
    private static List<String> expectedUndo(String operation, String step) {
        List<String> steps = Plans.stepsOf(operation);
        List<String> undo = new ArrayList<>();
        for (String done : steps.subList(0, steps.indexOf(step) + 1)) {
            String call = Plans.UNDO.get(operation + " " + done);
            if (call != null) {
                undo.add(call);
            }
        }
        Collections.reverse(undo);
        return undo;
    }

    /** The same by a run that does not know what the lost one has left running. */
    private static List<String> expectedStopAndUndo(String operation, String step) {
        List<String> calls = expectedUndo(operation, step);
        if (step.equals("flatten")) {
            calls.add(0, "stopFlatten");
        } else if (step.equals("import-image")) {
            calls.add(0, "stopImport");
        }
        return calls;
    }

    private static void assertUndone(Scenario job, String operation, String step) {
        List<String> undo = expectedUndo(operation, step);
        assertThat(job.calls.subList(job.calls.size() - undo.size(), job.calls.size()))
                .isEqualTo(undo);
        assertThat(job.end().residue())
                .filteredOn(residue -> residue.state() == StepState.COMPENSATED)
                .extracting(Residue::detail)
                .isEqualTo(undo.stream().map(call -> call + " done").toList());
        assertThat(job.steps()).filteredOn(line -> line.endsWith("COMPENSATED")).hasSameSizeAs(undo);
    }
}
