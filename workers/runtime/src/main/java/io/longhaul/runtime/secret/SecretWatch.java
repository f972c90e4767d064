package io.longhaul.runtime.secret;

import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.process.ProcessContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches this host for the secrets of a process that the audit does not ask: soon after its start and every hour. What
 * it finds is in the process's log and metrics.
 */
public final class SecretWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SecretWatch.class);
    private static final long FIRST_MINUTES = 1;
    private static final long EVERY_MINUTES = 60;

    private final Configuration configuration;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "search-secrets");
        thread.setDaemon(true);
        return thread;
    });
    /** Not a number before the first search: nothing is known. */
    private volatile double found = Double.NaN;

    private volatile double unseen = Double.NaN;

    private SecretWatch(Configuration configuration, MeterRegistry metrics) {
        this.configuration = configuration;
        Gauge.builder("longhaul.secrets.found", () -> found)
                .description("Places on this host in which a secret of this process is written")
                .register(metrics);
        Gauge.builder("longhaul.secrets.unseen", () -> unseen)
                .description("Places on this host that could not be searched for them")
                .register(metrics);
    }

    /** Begins to watch for a process, until its end. */
    public static SecretWatch of(ProcessContext context) {
        SecretWatch watch = context.lifecycle()
                .opened("secret search", new SecretWatch(context.configuration(), context.metrics()));
        // It catches what a round throws, so that nothing is lost with its future.
        var unused = watch.timer.scheduleWithFixedDelay(watch::round, FIRST_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
        return watch;
    }

    /** Searches once, now. */
    void round() {
        try {
            SecretSearch search = SecretSearch.ofHost(configuration);
            search.findings()
                    .forEach(finding ->
                            log.error("a secret is written down: {}: {}", finding.object(), finding.detail()));
            search.unseen().forEach(why -> log.warn("not searched for secrets: {}", why));
            found = search.findings().size();
            unseen = search.unseen().size();
        } catch (RuntimeException e) {
            log.warn("the search for secrets failed", e);
            found = Double.NaN;
            unseen = 1;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
