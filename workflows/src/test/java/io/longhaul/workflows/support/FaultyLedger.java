package io.longhaul.workflows.support;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.plan.FlattenVolumePlan;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.JobLedger;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepTransition;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The ledger in memory, with faults; it holds the runner to the rules of the port. */
final class FaultyLedger implements JobLedger {
    private final Map<String, Scenario> jobs;

    FaultyLedger(Map<String, Scenario> jobs) {
        this.jobs = jobs;
    }

    @Override
    public Claim claim(String jobId, String runId) {
        return enter(jobId, "claim").claim;
    }

    @Override
    public void record(String jobId, String runId, List<StepTransition> transitions) {
        append(enter(jobId, "record"), transitions);
    }

    @Override
    public void park(String jobId, String runId, Parking parking) {
        enter(jobId, "park").parkings.add(parking);
    }

    @Override
    public long decided(String jobId, String runId, DecisionKind kind, Decision decision) {
        Scenario job = enter(jobId, "decided " + kind);
        job.decisions.add(decision);
        return job.epoch.incrementAndGet();
    }

    @Override
    public void cancelling(String jobId, String runId, CancelRequest cancel) {
        enter(jobId, "cancelling by " + cancel.who());
    }

    @Override
    public Hold hold(String jobId, String runId) {
        Scenario job = enter(jobId, "hold");
        Hold next = job.holds.poll();
        return next == null ? new Hold(true, job.epoch.get(), null) : next;
    }

    @Override
    public JobInput acceptChild(String jobId, String runId, ChildRequest child) {
        Scenario job = enter(jobId, "acceptChild " + child.key());
        String id = jobId + "-" + child.key();
        if (!jobs.containsKey(id)) {
            FlattenVolume request = (FlattenVolume) child.request();
            FlattenVolumePlan plan = Plans.flatten(request.volume());
            Scenario accepted = new Scenario(new JobInput(id, "demo", "child", jobId, plan));
            job.onChild.accept(accepted);
            jobs.put(id, accepted);
            job.children.add(accepted.input);
        }
        return jobs.get(id).input;
    }

    @Override
    public List<String> cancelChildren(String jobId, String runId) {
        return enter(jobId, "cancelChildren").children.stream()
                .map(JobInput::jobId)
                .filter(child -> jobs.get(child).ends.isEmpty())
                .toList();
    }

    @Override
    public Map<String, JobState> states(List<String> jobIds) {
        Map<String, JobState> states = new HashMap<>();
        for (String id : jobIds) {
            Scenario job = jobs.get(id);
            if (job != null) {
                states.put(id, job.ends.isEmpty() ? JobState.RUNNING : job.end().state());
            }
        }
        return states;
    }

    @Override
    public Dependency dependency(String volumeId) {
        for (Scenario job : jobs.values()) {
            Dependency told = job.dependencies
                    .getOrDefault(volumeId, new ConcurrentLinkedDeque<>())
                    .poll();
            if (told != null) {
                return told;
            }
        }
        boolean flattened = jobs.values().stream()
                .anyMatch(job -> job.input.plan() instanceof FlattenVolumePlan flatten
                        && flatten.volume().id().equals(volumeId)
                        && !job.ends.isEmpty()
                        && job.end().state() == JobState.SUCCEEDED);
        return flattened ? Dependency.NONE : Dependency.DEPENDS;
    }

    @Override
    public void end(String jobId, String runId, JobEnd end) {
        Scenario job = enter(jobId, "end " + end.state());
        append(job, end.transitions());
        if (!job.ends.contains(end)) { // a workflow task that is done again ends the job again
            job.ends.add(end);
        }
    }

    private static void append(Scenario job, List<StepTransition> transitions) {
        for (StepTransition transition : transitions) {
            int expected = job.claim.transitions() + job.transitions.size() + 1;
            if (transition.number() > expected) {
                throw new IllegalStateException("transition " + transition + " came where " + expected + " was due");
            }
            if (transition.number() == expected) {
                job.transitions.add(transition);
            }
        }
    }

    private Scenario enter(String jobId, String call) {
        Scenario job = jobs.get(jobId);
        if (job.superseded) {
            throw ApplicationFailure.newNonRetryableFailure("run of another", SUPERSEDED);
        }
        if (job.ledgerFaults.get() > 0) {
            job.ledgerFaults.decrementAndGet();
            throw new IllegalStateException("the database is away");
        }
        job.ledger.add(call);
        return job;
    }
}
