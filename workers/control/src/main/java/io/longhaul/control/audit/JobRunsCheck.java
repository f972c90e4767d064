package io.longhaul.control.audit;

import io.longhaul.control.RunList;
import io.longhaul.inventory.audit.Records.Job;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A job is open exactly when its workflow is. */
final class JobRunsCheck {
    private static final String JOB = "job_";

    private final WorkflowRuns runs;

    JobRunsCheck(WorkflowRuns runs) {
        this.runs = runs;
    }

    AuditCheck of(List<Job> jobs) {
        Set<RunList.Run> open = new HashSet<>(runs.open());
        List<AuditFinding> findings = new ArrayList<>();
        jobs.stream().filter(Job::open).forEach(job -> withoutRun(job, open).ifPresent(findings::add));
        Map<String, Job> known = jobs.stream().collect(Collectors.toMap(Job::id, Function.identity()));
        open.stream()
                .filter(run -> run.workflowId().startsWith(JOB))
                .forEach(run -> withoutJob(run, known.get(run.workflowId())).ifPresent(findings::add));
        return AuditCheck.of(Invariant.JOBS_HAVE_RUNS, Math.max(jobs.size(), open.size()), findings);
    }

    private Optional<AuditFinding> withoutRun(Job job, Set<RunList.Run> open) {
        if (job.starting() || (job.runId() != null && open.contains(new RunList.Run(job.id(), job.runId())))) {
            return Optional.empty();
        }
        boolean lives = job.runId() != null && runs.now(job.id(), job.runId()).open();
        // Neither state nor run are named: both change when the loss is noticed and the job is parked.
        return lives ? Optional.empty() : Optional.of(new AuditFinding(job.id(), "is open, and no run of it is"));
    }

    private Optional<AuditFinding> withoutJob(RunList.Run run, Job job) {
        if (job != null && job.open() && (job.starting() || run.runId().equals(job.runId()))) {
            return Optional.empty();
        }
        if (!runs.now(run.workflowId(), run.runId()).open()) {
            return Optional.empty();
        }
        String what = job == null
                ? "and there is no such job"
                : job.open() ? "and the job has the run " + job.runId() : "and the job is " + job.state();
        return Optional.of(new AuditFinding(run.workflowId(), "the run %s is open, %s".formatted(run.runId(), what)));
    }
}
