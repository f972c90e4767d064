package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.JobLedger;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The ledger as one run writes it: transitions numbered and in order, several in one call, one call at a time, untouched by
 * cancellations. A call that finds the job in another run's hands throws {@link Unwinding.Superseded}.
 */
final class Journal {
    private final String jobId;
    private final String runId = Workflow.getInfo().getRunId();
    private final WorkflowLock oneAtATime = Workflow.newWorkflowLock();
    private final List<StepTransition> pending = new ArrayList<>();
    private int number;
    private long epoch;

    Journal(String jobId) {
        this.jobId = jobId;
    }

    Claim claim() {
        Claim claim = call(() -> ledger("Claim the job").claim(jobId, runId));
        number = claim.transitions();
        epoch = claim.epoch();
        return claim;
    }

    long epoch() {
        return epoch;
    }

    /** Notes a transition, to be written with the next flush. */
    void note(String step, StepState state, StepResult result, Failure failure, List<InventoryChange> changes) {
        number++;
        pending.add(new StepTransition(number, step, state, result, failure, changes));
    }

    /** Writes what was noted. */
    void flush() {
        call(() -> {
            if (!pending.isEmpty()) {
                List<StepTransition> batch = List.copyOf(pending);
                ledger(Journal.summary(batch)).record(jobId, runId, batch);
                pending.removeAll(batch);
            }
            return true;
        });
    }

    void park(Parking parking) {
        flush();
        call(() -> {
            ledger("Park at step " + parking.step() + ": " + parking.failure().code())
                    .park(jobId, runId, parking);
            return true;
        });
    }

    void decided(DecisionKind kind, Decision decision) {
        epoch = call(() ->
                ledger("Record that " + decision.who() + " decided " + kind).decided(jobId, runId, kind, decision));
    }

    void cancelling(CancelRequest cancel) {
        call(() -> {
            ledger("Record the cancel by " + cancel.who()).cancelling(jobId, runId, cancel);
            return true;
        });
    }

    Hold hold() {
        Hold hold = call(() -> ledger("Ask whether the job has its locks").hold(jobId, runId));
        if (hold.held()) {
            epoch = hold.epoch();
        }
        return hold;
    }

    JobInput acceptChild(ChildRequest child) {
        return call(() -> Workflow.newLocalActivityStub(
                        JobLedger.class, Limits.ledger(true, "Accept child job " + child.key()))
                .acceptChild(jobId, runId, child));
    }

    List<String> cancelChildren() {
        return call(() -> ledger("Cancel the child jobs").cancelChildren(jobId, runId));
    }

    Map<String, JobState> states(List<String> jobs) {
        return call(
                () -> ledger("Ask for the state of " + String.join(", ", jobs)).states(jobs));
    }

    Dependency dependency(String volume) {
        return call(
                () -> ledger("Ask how " + volume + " stands to its template").dependency(volume));
    }

    /** Ends the job; what was noted is written in the same transaction. */
    void end(JobEnd end) {
        call(() -> {
            List<StepTransition> last = List.copyOf(pending);
            ledger("End the job " + end.state())
                    .end(
                            jobId,
                            runId,
                            new JobEnd(end.state(), end.result(), end.failure(), end.residue(), last, end.children()));
            pending.clear();
            return true;
        });
    }

    private static JobLedger ledger(String summary) {
        return Workflow.newLocalActivityStub(JobLedger.class, Limits.ledger(false, Summary.of(summary)));
    }

    private static String summary(List<StepTransition> batch) {
        return batch.stream()
                .map(transition -> transition.step() + " " + transition.state())
                .collect(Collectors.joining(", ", "Record ", ""));
    }

    private <T> T call(Func<T> work) {
        AtomicReference<T> answer = new AtomicReference<>();
        Workflow.newDetachedCancellationScope(() -> {
                    oneAtATime.lock();
                    try {
                        answer.set(work.apply());
                    } catch (ActivityFailure e) {
                        throw Failures.superseded(e)
                                ? new Unwinding.Superseded(e.getCause().getMessage())
                                : e;
                    } finally {
                        oneAtATime.unlock();
                    }
                })
                .run();
        return answer.get();
    }
}
