package io.longhaul.control;

import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.inventory.job.RunLost;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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

    private final Reconciliation jobs;
    private final RunLost runLost;
    private final Runs runs;
    private final RunList list;
    private final Counter lost;
    /** At first each run is asked about. */
    private boolean whole = true;

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
     * the parking does nothing. While visibility counts as many steady runs as there are open jobs, no run is asked about but
     * one part in {@value #SWEEP}, another one each round; else those are that it does not list as steady. Visibility may be
     * behind or wrong: what is decided is decided by what the run itself says.
     */
    public void round() {
        List<Reconciliation.OpenJob> open = jobs.openJobs();
        if (open.isEmpty()) {
            return;
        }
        Set<String> steady = whole ? Set.of() : steady(open);
        int part = rounds++ % SWEEP;
        for (Reconciliation.OpenJob job : open) {
            if (!steady.contains(job.runId()) || Math.floorMod(job.runId().hashCode(), SWEEP) == part) {
                compare(job);
            }
        }
        whole = false;
    }

    private Set<String> steady(List<Reconciliation.OpenJob> open) {
        return list.steadyJobs() == open.size()
                ? open.stream().map(Reconciliation.OpenJob::runId).collect(Collectors.toSet())
                : list.steady().stream().map(RunList.Run::runId).collect(Collectors.toSet());
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
