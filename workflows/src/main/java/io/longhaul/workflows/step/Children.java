package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Child jobs that a running step waits for. */
public final class Children {
    private final RunState run;

    Children(RunState run) {
        this.run = run;
    }

    /**
     * Runs a child job to its end. The child of a lost run is found again by its key; one that has failed is followed by
     * another at the next try. A cancel of the step cancels the child and waits for its end.
     *
     * @param step the step that waits
     * @param request the child to accept under a key
     * @throws io.temporal.failure.ApplicationFailure of type {@code CHILD_FAILED} when it does not succeed
     */
    public Outcome untilSucceeded(String step, Function<String, ChildRequest> request) {
        for (int number = 1; ; number++) {
            String key = number == 1 ? step : step + "." + number;
            JobInput child = run.journal().acceptChild(request.apply(key));
            JobState before = run.journal().states(List.of(child.jobId())).get(child.jobId());
            if (before == JobState.SUCCEEDED) {
                return new Outcome("Child job " + child.jobId() + " had succeeded.", false);
            }
            if (before == null || !before.terminal()) {
                return result(child, end(step, child));
            }
        }
    }

    /**
     * Has a child job make a volume independent. It waits while another job makes or deletes the volume, and a volume that
     * is gone or independent meanwhile needs no child.
     *
     * @param step the step that waits
     * @param request the child to accept under a key
     * @throws io.temporal.failure.TemporalFailure when the volume still depends on its template
     */
    public Outcome untilIndependent(String step, String volume, Function<String, ChildRequest> request) {
        while (run.waiting().untilSettled(step, volume) == Dependency.DEPENDS) {
            try {
                return untilSucceeded(step, request);
            } catch (ActivityFailure | ApplicationFailure e) {
                // Its VM may have been deleted, and the flatten cancelled, while the child was accepted or ran.
                if (run.journal().dependency(volume) == Dependency.DEPENDS) {
                    throw e;
                }
            }
        }
        return new Outcome("Volume " + volume + " does not depend on its template.", false);
    }

    /**
     * Cancels the job's children that have not ended, whichever run of the job began them, and waits for their end. For
     * the undoing of a step that runs children.
     */
    public Outcome endAll() {
        Set<String> cancelled = new LinkedHashSet<>();
        // Asked again each time: a child whose run was lost meanwhile is parked, and the cancel gives it a run that
        // ends it.
        run.waiting().untilNone(() -> {
            List<String> open = run.journal().cancelChildren();
            cancel(open);
            cancelled.addAll(open);
            return open;
        });
        return cancelled.isEmpty()
                ? new Outcome("No child job was under way.", false)
                : new Outcome("Cancelled " + String.join(", ", cancelled) + ".", true);
    }

    /** Asks for the cancel of other jobs' runs, without waiting; one that has no run, or none any more, needs none. */
    public void cancel(List<String> jobs) {
        for (String job : jobs) {
            ExternalWorkflowStub other = Workflow.newUntypedExternalWorkflowStub(job);
            Async.procedure(other::cancel).exceptionally(e -> {
                // The ledger has the cancel too: a run that starts later finds it when it claims the job.
                Workflow.getLogger(Children.class).info("job {} has no run to cancel", job);
                return null;
            });
        }
    }

    private JobState end(String step, JobInput child) {
        show(step, "Waits for its child job " + child.jobId() + ".", WaitsFor.JOB);
        JobState state = ended(step, child);
        show(step, "", null);
        return state;
    }

    private void show(String step, String why, WaitsFor what) {
        run.table().put(step, StepState.RUNNING, why);
        run.display().waits(what);
    }

    private JobState ended(String step, JobInput child) {
        try {
            JobResult result = Workflow.newUntypedChildWorkflowStub(
                            Subject.of(child.plan()).operation().wireName(), options(child))
                    .execute(JobResult.class, child);
            if (result.state() != null) {
                return result.state();
            }
        } catch (ChildWorkflowFailure e) {
            // It was cancelled, or ended from outside, or an earlier run of it goes on: the ledger knows how the job
            // ends.
            Workflow.getLogger(Children.class).info("asking the ledger how job {} ends", child.jobId());
        }
        return run.waiting().untilEnded(step, List.of(child.jobId())).getOrDefault(child.jobId(), JobState.FAILED);
    }

    private static Outcome result(JobInput child, JobState state) {
        if (state == JobState.SUCCEEDED) {
            return new Outcome("Child job " + child.jobId() + " succeeded.", true);
        }
        throw Failures.toException(new Failure(
                FailureCode.CHILD_FAILED,
                "Child job " + child.jobId() + " ended " + state + ".",
                Map.of("child", child.jobId(), "state", state.name())));
    }

    private static ChildWorkflowOptions options(JobInput child) {
        Subject subject = Subject.of(child.plan());
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(child.jobId())
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setStaticSummary(subject.summary(child))
                .setTypedSearchAttributes(subject.attributes(child))
                .build();
    }
}
