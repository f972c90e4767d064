package io.longhaul.control;

import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.workflows.WorkflowStarter;
import io.longhaul.workflows.port.JobInput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows of jobs that want a run: at once when PostgreSQL says so, and in rounds for what was not heard or
 * could not be started while Temporal was away. Starting twice is harmless: the workflow's id is the job's.
 */
public final class JobStarter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobStarter.class);
    private static final int THREADS = 8;
    private static final Duration HEARD_BY_NOW = Duration.ofSeconds(2);

    private final Reconciliation jobs;
    private final WorkflowStarter starter;
    private final Counter started;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "job-starter");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts the workflows of those jobs. */
    public JobStarter(Reconciliation jobs, WorkflowStarter starter, MeterRegistry metrics) {
        this.jobs = jobs;
        this.starter = starter;
        this.started = metrics.counter("longhaul.jobs.started");
    }

    /** A job may want a run. Returns at once. */
    public void hint(String jobId) {
        if (underWay.add(jobId)) {
            threads.execute(() -> {
                try {
                    jobs.toStart(jobId).ifPresent(job -> startNow(job.input()));
                } catch (RuntimeException e) {
                    log.warn("the job {} cannot be read yet: {}", jobId, e.toString());
                } finally {
                    underWay.remove(jobId);
                }
            });
        }
    }

    /** Starts all that want a run. Ends at the first that Temporal does not take: the others wait for the next round. */
    public void round() {
        for (Reconciliation.ToStart job : jobs.jobsToStart(HEARD_BY_NOW)) {
            if (!startNow(job.input())) {
                return;
            }
        }
    }

    private boolean startNow(JobInput input) {
        try {
            startRun(input);
            started.increment();
            log.info("started the workflow of {}", input.jobId());
            return true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            log.debug("the workflow of {} runs already", input.jobId());
            return true;
        } catch (RuntimeException e) {
            log.warn("the workflow of {} cannot be started yet: {}", input.jobId(), e.toString());
            return false;
        }
    }

    /** A run that completed without ending its job may have a successor, but only while the job still wants one. */
    private void startRun(JobInput input) {
        try {
            starter.start(input);
        } catch (WorkflowExecutionAlreadyStarted e) {
            jobs.toStart(input.jobId()).ifPresent(job -> starter.startSuccessor(job.input()));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
