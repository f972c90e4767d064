package io.longhaul.api.job;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.job.StepState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Adds to a stored job what Temporal knows of its running step. Several who watch one job share one question. */
final class LiveJobs {
    private static final Duration FRESH = Duration.ofMillis(400);
    private static final int MOST_KEPT = 1_000;

    private final Function<String, Optional<List<LiveWork>>> reader;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    LiveJobs(Function<String, Optional<List<LiveWork>>> reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** The job with attempt, progress and {@code asOf}, where a step runs and Temporal answers. */
    JobView live(JobView stored) {
        int running = running(stored);
        if (running < 0) {
            return stored.state().terminal() ? stored : with(stored, stored.steps(), clock.instant());
        }
        Known now = ask(stored.id());
        if (now.work().isEmpty()) {
            return stored;
        }
        List<LiveWork> work = now.work().get();
        if (work.isEmpty()) {
            return with(stored, stored.steps(), now.at());
        }
        List<StepView> steps = new ArrayList<>(stored.steps());
        steps.set(running, with(steps.get(running), work.get(work.size() - 1)));
        return with(stored, steps, now.at());
    }

    private Known ask(String jobId) {
        if (known.size() > MOST_KEPT) {
            known.clear();
        }
        return known.compute(
                jobId,
                (id, before) -> before != null && before.at().plus(FRESH).isAfter(clock.instant()) ? before : read(id));
    }

    private Known read(String jobId) {
        Optional<List<LiveWork>> work = reader.apply(jobId);
        return new Known(work, clock.instant());
    }

    /** Index of the step whose activity a pending one is: the last that is under way; -1 when none is. */
    private static int running(JobView job) {
        List<StepView> steps = job.steps() == null ? List.of() : job.steps();
        for (int index = steps.size() - 1; index >= 0; index--) {
            StepState state = steps.get(index).state();
            if (state == StepState.RUNNING || state == StepState.COMPENSATING) {
                return index;
            }
        }
        return -1;
    }

    private static StepView with(StepView step, LiveWork work) {
        return new StepView(
                step.name(),
                step.state(),
                step.startedAt(),
                step.endedAt(),
                work.untakenSince() == null
                        ? step.outcome()
                        : "Waits for the node, which has not taken it since " + work.untakenSince() + ".",
                work.attempt(),
                work.progress());
    }

    private static JobView with(JobView job, List<StepView> steps, Instant asOf) {
        return new JobView(
                job.id(),
                job.operation(),
                job.state(),
                job.tenant(),
                job.summary(),
                job.parentJobId(),
                job.vm(),
                job.volume(),
                job.template(),
                job.node(),
                steps,
                job.parking(),
                job.result(),
                job.error(),
                job.residue(),
                job.cancelRequested(),
                job.createdAt(),
                job.startedAt(),
                job.endedAt(),
                job.version(),
                asOf);
    }

    /** The same job as if it had not been asked about at a time: to see whether anything changed. */
    static JobView timeless(JobView job) {
        return with(job, job.steps(), null);
    }

    private record Known(Optional<List<LiveWork>> work, Instant at) {}
}
