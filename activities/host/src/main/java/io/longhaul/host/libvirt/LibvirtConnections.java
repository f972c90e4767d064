package io.longhaul.host.libvirt;

import java.time.Duration;
import java.util.function.Consumer;

/** The three connections of a node to its libvirtd: short calls, long ones, and events. None waits for another. */
public final class LibvirtConnections implements AutoCloseable {
    private final LibvirtSession control;
    private final LibvirtSession work;
    private final LibvirtSession events;

    /**
     * Connections to one libvirtd, opened when first used.
     *
     * @param uri for instance {@code qemu+unix:///system?socket=/run/libvirt/libvirt-sock}
     * @param deadline for each call
     */
    public LibvirtConnections(String uri, Duration deadline) {
        this.control = new LibvirtSession("control", uri, deadline);
        this.work = new LibvirtSession("work", uri, deadline);
        this.events = new LibvirtSession("events", uri, deadline);
    }

    /** The domains, by the connection for short calls. */
    public Domains domains() {
        return new Domains(control);
    }

    /** The block jobs, by the connection for long work. */
    public BlockJobs blockJobs() {
        return new BlockJobs(work);
    }

    /** What the host is, by the connection for events, which is otherwise quiet. */
    public HostFacts facts() {
        return new HostFacts(events);
    }

    /** Watches domains change their power until it is closed; survives restarts of libvirtd. */
    public DomainEvents watch(Consumer<DomainEvents.PowerChange> listener) {
        return new DomainEvents(events, listener);
    }

    @Override
    public void close() {
        control.close();
        work.close();
        events.close();
    }
}
