package io.longhaul.host.libvirt;

import io.longhaul.schemas.failure.LonghaulException;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.event.DomainEvent;
import org.libvirt.event.DomainEventType;
import org.libvirt.event.LifecycleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Power changes of domains as libvirt reports them. Hints, not facts: some are lost while libvirtd restarts. */
public final class DomainEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DomainEvents.class);
    private static final int LOOK_SECONDS = 2;

    private final LibvirtSession session;
    private final Consumer<PowerChange> consumer;
    // Held here: the binding keeps no strong reference to what libvirt calls back.
    private final LifecycleListener listener = this::onChange;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "domain-events");
        created.setDaemon(true);
        return created;
    });
    private final Future<?> looking;
    private LibvirtConnection registeredOn;

    DomainEvents(LibvirtSession session, Consumer<PowerChange> consumer) {
        this.session = session;
        this.consumer = consumer;
        looking = thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** A connection that was opened anew knows no listener. */
    private void look() {
        try {
            session.call("listen to events", connection -> {
                if (!connection.equals(registeredOn)) {
                    connection.addLifecycleListener(listener);
                    registeredOn = connection;
                }
                return null;
            });
        } catch (LonghaulException e) {
            LOG.debug("libvirt does not answer; events are lost until it does", e);
        }
    }

    private int onChange(Domain domain, DomainEvent event) {
        try {
            String name = domain.getName();
            DomainEventType type = event.getType();
            String reason = String.valueOf((Object) event.getDetail()).toLowerCase(Locale.ROOT);
            switch (type) {
                case STARTED, RESUMED -> tell(new PowerChange(name, true, reason));
                case STOPPED, CRASHED -> tell(new PowerChange(name, false, reason));
                case DEFINED, UNDEFINED, SUSPENDED, SHUTDOWN, PMSUSPENDED, UNKNOWN -> {}
            }
        } catch (LibvirtException e) {
            LOG.warn("an event of a domain without a name", e);
        }
        return 0;
    }

    /** Off the event thread, so that a slow consumer delays no keep-alive. */
    private void tell(PowerChange change) {
        thread.execute(() -> {
            try {
                consumer.accept(change);
            } catch (RuntimeException e) {
                LOG.warn("the change {} was not taken", change, e);
            }
        });
    }

    @Override
    public void close() {
        looking.cancel(true);
        thread.shutdownNow();
    }

    /**
     * A domain was started or stopped.
     *
     * @param domain its name
     * @param running whether it runs now
     * @param reason libvirt's word, lower case
     */
    public record PowerChange(String domain, boolean running, String reason) {}
}
