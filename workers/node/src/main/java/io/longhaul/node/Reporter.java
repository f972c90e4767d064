package io.longhaul.node;

import io.longhaul.schemas.event.NodeReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the node every few seconds. While libvirt does not answer nothing is reported: a node without its hypervisor
 * can take no VM, and silence makes it so.
 */
public final class Reporter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    private final Supplier<NodeReport> look;
    private final ObservationSender sender;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "reporter");
        created.setDaemon(true);
        return created;
    });
    private final ScheduledFuture<?> reports;
    private volatile NodeReport last;
    private volatile String problem = "libvirt has not answered yet";

    /**
     * Starts to report.
     *
     * @param look looks at the node as it is now; throws while libvirt does not answer
     */
    public Reporter(Duration every, Supplier<NodeReport> look, ObservationSender sender) {
        this.look = look;
        this.sender = sender;
        this.reports = thread.scheduleAtFixedRate(this::report, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the last report could not be made; empty when it was. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private void report() {
        try {
            last = look.get();
            problem = null;
            sender.send(last);
        } catch (RuntimeException e) {
            problem = e.getMessage();
            log.warn("the node cannot be reported: {}", e.getMessage());
        }
    }

    /** Says that the node is stopping, and reports no more. */
    @Override
    public void close() {
        reports.cancel(true);
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                log.warn("libvirt does not let the last look at the node end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        NodeReport known = last;
        if (known != null) {
            sender.send(known.asStopping());
        }
    }
}
