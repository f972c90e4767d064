package io.longhaul.control;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.inventory.job.RunLost;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares open jobs with their runs in Temporal. A job whose run is over without having ended the job is parked: outside
 * work may still be under way, so it keeps its locks until a person decides. A run that somebody paused counts as lost.
 */
public final class Reconciler {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    /** Rounds in which each run is asked about, whatever visibility says. */
    private static final int SWEEP = 360;
    /** Clocks differ, and visibility is behind. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final Reconciliation jobs;
    private final RunLost runLost;
    private final Runs runs;
    private final RunList list;
    private final Counter lost;
    /** When the last faultless round began; null: there was none, and each run is asked about. */
    private Instant compared;

    private int rounds;

    /** A reconciler of those jobs and runs. */
    public Reconciler(Reconciliation jobs, RunLost runLost, Runs runs, RunList list, MeterRegistry metrics) {
        this.jobs = jobs;
        this.runLost = runLost;
        this.runs = runs;
        this.list = list;
        this.lost = metrics.counter("longhaul.jobs.run.lost");
    }

    /**
     * One round. The rows are read before the runs: a job that ends in between has ended when it would be parked, and
     * the parking does nothing. Asked about are runs that visibility lists as ended from outside; when it does not count as many
     * steady runs as there are open jobs, those too that it does not list as steady; and one part in {@value #SWEEP} of all,
     * another one each round. Visibility may be behind or wrong: what is decided is decided by what the run itself says.
     *
     * @throws StatusRuntimeException while Temporal does not answer, or does not for some run
     */
    public void round() {
        List<Reconciliation.OpenJob> open = jobs.openJobs();
        if (open.isEmpty()) {
            return;
        }
        Instant begun = Instant.now();
        Set<String> steady = compared == null ? Set.of() : steady(open);
        Set<String> ended = compared == null ? Set.of() : ids(list.ended(compared.minus(MARGIN)));
        int part = rounds++ % SWEEP;
        StatusRuntimeException unanswered = null;
        for (Reconciliation.OpenJob job : open) {
            String run = job.runId();
            if (!steady.contains(run) || ended.contains(run) || Math.floorMod(run.hashCode(), SWEEP) == part) {
                unanswered = compare(job, unanswered);
            }
        }
        if (unanswered != null) {
            throw unanswered;
        }
        compared = begun;
    }

    /** One run about which there is no answer does not keep the others from being asked about. */
    private StatusRuntimeException compare(Reconciliation.OpenJob job, StatusRuntimeException earlier) {
        try {
            compare(job);
            return earlier;
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            if (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED) {
                throw e;
            }
            log.warn("Temporal does not answer about the run of {}", job.jobId(), e);
            return e;
        }
    }

    private static Set<String> ids(List<RunList.Run> runs) {
        return runs.stream().map(RunList.Run::runId).collect(Collectors.toSet());
    }

    private Set<String> steady(List<Reconciliation.OpenJob> open) {
        return list.steadyJobs() == open.size()
                ? open.stream().map(Reconciliation.OpenJob::runId).collect(Collectors.toSet())
                : ids(list.steady());
    }

    private void compare(Reconciliation.OpenJob job) {
        Runs.Run run = runs.of(job.jobId(), job.runId());
        if (run.paused()) {
            // Ended before the job is parked: the successor needs its place, and who dies in between finds it ended.
            runs.terminate(job.jobId(), job.runId(), "It was paused (" + run.words() + "): Longhaul parks the job.");
        }
        if ((run.paused() || !run.open()) && runLost.park(job.jobId(), job.runId(), run.words())) {
            lost.increment();
            log.warn("the run of {} is lost ({}); the job is parked", job.jobId(), run.words());
        }
    }
}
