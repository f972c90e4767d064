package io.longhaul.inventory.job;

import io.longhaul.inventory.Principal;
import io.longhaul.inventory.alert.Alerts;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.ParkingView;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.Residue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A job's row as a caller may see it. INVARIANT: a tenant sees no host, no path and no operator's sentence. */
final class JobViews {
    private JobViews() {}

    /** A row with what only views need. */
    record Stored(JobRow row, Map<String, Object> result, List<Residue> residue) {}

    static JobView view(Stored stored, List<StepView> steps, Principal caller) {
        JobRow job = stored.row();
        boolean operator = caller.operator();
        return new JobView(
                job.id(),
                job.operation(),
                job.state(),
                job.tenant(),
                operator ? job.summary() : withoutNode(job),
                job.parentJobId(),
                job.vm(),
                job.volume(),
                job.template(),
                operator ? job.node() : null,
                operator ? steps : withoutOutcomes(steps),
                parking(job, operator),
                operator ? stored.result() : withoutHost(stored.result()),
                failure(job.failure(), operator),
                operator ? stored.residue() : withoutDetails(stored.residue()),
                job.cancel() != null,
                job.createdAt(),
                job.startedAt(),
                job.endedAt(),
                job.version(),
                null);
    }

    private static Map<String, Object> withoutHost(Map<String, Object> result) {
        if (result == null) {
            return null;
        }
        Map<String, Object> safe = new TreeMap<>(result);
        safe.remove("node");
        return safe;
    }

    private static String withoutNode(JobRow job) {
        String where = " on " + job.node();
        return job.summary().endsWith(where)
                ? job.summary().substring(0, job.summary().length() - where.length())
                : job.operation().wireName();
    }

    private static ParkingView parking(JobRow job, boolean operator) {
        if (job.parking() == null) {
            return null;
        }
        return new ParkingView(
                job.parking().number(),
                job.parking().step(),
                failure(job.parking().failure(), operator),
                operator ? job.parking().actions() : Map.of(),
                operator ? job.parking().parameters() : null,
                operator ? Alerts.runbook(job.parking().failure().code()) : null,
                job.parkedAt());
    }

    private static Failure failure(Failure failure, boolean operator) {
        return failure == null || operator
                ? failure
                : Failure.of(failure.code(), failure.code().title());
    }

    private static List<StepView> withoutOutcomes(List<StepView> steps) {
        return steps == null
                ? null
                : steps.stream()
                        .map(step -> new StepView(
                                step.name(), step.state(), step.startedAt(), step.endedAt(), null, null, null))
                        .toList();
    }

    private static List<Residue> withoutDetails(List<Residue> residue) {
        return residue == null
                ? null
                : residue.stream()
                        .map(left -> new Residue(left.step(), left.state(), ""))
                        .toList();
    }
}
