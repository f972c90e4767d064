package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;

/** One run of a job from its claim to its end. */
final class JobRun {
    private final JobInput input;
    private final Desk desk;
    private final Journal journal;

    JobRun(JobInput input, Desk desk) {
        this.input = input;
        this.desk = desk;
        this.journal = new Journal(input.jobId());
    }

    JobResult run(JobWorkflow.Body body) {
        try {
            Claim claim = journal.claim();
            if (!claim.granted()) {
                return untouched(claim.why());
            }
            if (claim.cancel() != null) {
                desk.cancel(claim.cancel());
            }
            return owned(new RunState(input, claim, journal, desk), body);
        } catch (Unwinding.Superseded superseded) {
            return untouched("Another run has the job: " + superseded.getMessage());
        }
    }

    private JobResult owned(RunState run, JobWorkflow.Body body) {
        try {
            Steps steps = new Steps(run);
            Completion completion = body.run(steps);
            steps.finish();
            return end(run, JobState.SUCCEEDED, completion, null, List.of());
        } catch (Unwinding.Cancelled cancelled) {
            run.acknowledgeCancel();
            List<Residue> residue = run.undoing().undoAll(JobState.CANCELLING);
            return end(run, JobState.CANCELLED, null, null, residue);
        } catch (Unwinding.Failed failed) {
            desk.refuseCancels(Desk.Refusal.UNDOING);
            List<Residue> residue = run.undoing().undoAll(JobState.RUNNING);
            return end(run, JobState.FAILED, null, failed.failure(), residue);
        }
    }

    private JobResult end(RunState run, JobState state, Completion completion, Failure failure, List<Residue> residue) {
        Map<String, String> result = completion == null ? Map.of() : completion.result();
        journal.end(new JobEnd(
                state, result, failure, residue, List.of(), completion == null ? List.of() : completion.children()));
        run.display().show(state, null, null, failure);
        run.display().remember(state, null, failure);
        return new JobResult(state, null, result, failure, residue, run.table().lines());
    }

    private JobResult untouched(String why) {
        Workflow.setCurrentDetails("This run did not own the job and touched nothing. " + why);
        return JobResult.untouched(why);
    }
}
