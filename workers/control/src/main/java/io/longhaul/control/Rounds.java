package io.longhaul.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again; a failed round is logged and does not end the rounds. */
public final class Rounds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final int FINISH_SECONDS = 5;

    private final String name;
    private final Runnable round;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> rounds;
    private volatile String problem;

    /** Starts the rounds, the first one at once. */
    public Rounds(String name, Duration every, Runnable round) {
        this.name = name;
        this.round = round;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
        this.rounds = thread.scheduleWithFixedDelay(this::once, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the last round failed; empty when it did not. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void once() {
        try {
            round.run();
            problem = null;
        } catch (RuntimeException e) {
            problem = e.toString();
            log.warn("a round of {} failed; it is tried again", name, e);
        }
    }

    /** Ends after the present round. */
    @Override
    public void close() {
        rounds.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(FINISH_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
