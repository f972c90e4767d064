package io.longhaul.control;

import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.inventory.job.RunLost;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares open jobs with their runs in Temporal. A job whose run is over without having ended the job is parked: outside
 * work may still be under way, so it keeps its locks until a person decides. A run that somebody paused counts as lost.
 */
public final class Reconciler {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Reconciliation jobs;
    private final RunLost runLost;
    private final Runs runs;
    private final Counter lost;

    /** A reconciler of those jobs and runs. */
    public Reconciler(Reconciliation jobs, RunLost runLost, Runs runs, MeterRegistry metrics) {
        this.jobs = jobs;
        this.runLost = runLost;
        this.runs = runs;
        this.lost = metrics.counter("longhaul.jobs.run.lost");
    }

    /**
     * One round. The rows are read before the runs: a job that ends in between has ended when it would be parked, and
     * the parking does nothing.
     */
    public void round() {
        for (Reconciliation.OpenJob job : jobs.openJobs()) {
            Runs.Run run = runs.of(job.jobId(), job.runId());
            if (run.paused()) {
                // Ended before the job is parked: the successor needs its place, and who dies in between finds it
                // ended.
                runs.terminate(
                        job.jobId(), job.runId(), "It was paused (" + run.words() + "): Longhaul parks the job.");
            }
            if ((run.paused() || !run.open()) && runLost.park(job.jobId(), job.runId(), run.words())) {
                lost.increment();
                log.warn("the run of {} is lost ({}); the job is parked", job.jobId(), run.words());
            }
        }
    }
}
