package io.longhaul.runtime.temporal;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a process. They start as soon as Temporal answers, which may be later than the process: the SDK's own
 * start fails when the server is away. Once started they survive its absence.
 */
public final class TemporalWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TemporalWorkers.class);
    private static final int AGAIN_MILLIS = 500;

    private final TemporalClient temporal;
    private final WorkerFactory factory;
    private final Duration finish;
    private final Supplier<Optional<String>> hindrance;
    private final Thread starter;
    private volatile boolean started;
    private volatile boolean closing;
    private boolean suspended;
    private volatile String problem = "Temporal has not answered yet";

    /**
     * Starts the workers of a factory when Temporal is there.
     *
     * @param name for the logs
     * @param finish how long running tasks may go on after the end has begun; zero: they are interrupted at once, and
     *     what they work on outside goes on without them
     */
    public TemporalWorkers(String name, TemporalClient temporal, WorkerFactory factory, Duration finish) {
        this(name, temporal, factory, finish, Optional::empty);
    }

    /**
     * The same, but not before nothing stands against it.
     *
     * @param hindrance what stands against the start; asked again and again while Temporal answers
     */
    public TemporalWorkers(
            String name,
            TemporalClient temporal,
            WorkerFactory factory,
            Duration finish,
            Supplier<Optional<String>> hindrance) {
        this.temporal = temporal;
        this.hindrance = hindrance;
        this.factory = factory;
        this.finish = finish;
        this.starter = new Thread(this::startWhenPossible, "start-" + name);
        starter.setDaemon(true);
        starter.start();
    }

    /** Why the workers do not work; empty when they were started. */
    public Optional<String> problem() {
        return started ? Optional.empty() : Optional.of(problem);
    }

    private void startWhenPossible() {
        try {
            while (!closing && !started) {
                Optional<String> found = temporal.problem().or(hindrance);
                if (found.isEmpty()) {
                    start();
                } else {
                    problem = found.get();
                }
                if (!started) {
                    TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void start() {
        if (closing) {
            return;
        }
        try {
            factory.start();
            if (suspended) {
                factory.suspendPolling();
            }
            started = true;
            log.info("workers started");
        } catch (RuntimeException e) {
            problem = "the workers cannot start: " + e.getMessage();
            log.warn("the workers cannot start yet", e);
        }
    }

    /** Takes no more tasks until {@link #resume}; those that it has go on. */
    public synchronized void suspend() {
        suspended = true;
        if (started) {
            factory.suspendPolling();
        }
    }

    /** Takes tasks again. */
    public synchronized void resume() {
        suspended = false;
        if (started) {
            factory.resumePolling();
        }
    }

    @Override
    public void close() {
        closing = true;
        starter.interrupt();
        synchronized (this) {
            if (!started) {
                return;
            }
            if (finish.isZero()) {
                factory.shutdownNow();
            } else {
                factory.shutdown();
                factory.awaitTermination(finish.toMillis(), TimeUnit.MILLISECONDS);
                factory.shutdownNow();
            }
            factory.awaitTermination(2, TimeUnit.SECONDS);
        }
    }
}
