package io.longhaul.control;

import io.longhaul.workflows.port.JobInput;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows of jobs that want a run: at once when PostgreSQL says so, and in rounds for what was not heard or
 * could not be started while Temporal was away. Starting twice is harmless: the workflow's id is the job's.
 */
public final class JobStarter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobStarter.class);
    private static final int THREADS = 8;
    private static final int MOST_IN_A_ROUND = 200;

    private final JobRows rows;
    private final Consumer<JobInput> start;
    private final Counter started;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "job-starter");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A starter.
     *
     * @param start starts a job's workflow; throws {@link WorkflowExecutionAlreadyStarted} when it runs
     */
    public JobStarter(JobRows rows, Consumer<JobInput> start, MeterRegistry metrics) {
        this.rows = rows;
        this.start = start;
        this.started = metrics.counter("longhaul.jobs.started");
    }

    /** A job may want a run. Returns at once. */
    public void hint(String jobId) {
        if (underWay.add(jobId)) {
            threads.execute(() -> {
                try {
                    rows.wanted(jobId).ifPresent(this::startNow);
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
        for (JobInput input : rows.wanted(MOST_IN_A_ROUND)) {
            if (!startNow(input)) {
                return;
            }
        }
    }

    private boolean startNow(JobInput input) {
        try {
            start.accept(input);
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
