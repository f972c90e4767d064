package io.longhaul.host;

import io.longhaul.host.activity.NodeControlActivities;
import io.longhaul.host.activity.NodeWaitActivities;
import io.longhaul.host.activity.NodeWorkActivities;
import io.longhaul.host.capacity.Capacity;
import io.longhaul.host.fence.EpochFence;
import io.longhaul.host.guest.SeedDisk;
import io.longhaul.host.guest.SerialLogs;
import io.longhaul.host.libvirt.DomainEvents;
import io.longhaul.host.libvirt.LibvirtConnections;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.host.storage.Qcow2Pool;
import io.longhaul.host.storage.Qcow2Storage;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.NodeWait;
import io.longhaul.workflows.port.NodeWork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One hypervisor host, as its worker uses it. Opening it touches no libvirt; the first call does. */
public final class Host implements AutoCloseable {
    private static final Duration FENCE_PATIENCE = Duration.ofSeconds(30);
    private static final int HOUSEKEEPING_SECONDS = 10;

    private final HostParts parts;
    private final LibvirtConnections libvirt;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final Future<?> logCutting;

    private Host(HostParts parts, LibvirtConnections libvirt) {
        this.parts = parts;
        this.libvirt = libvirt;
        this.logCutting = housekeeping.scheduleWithFixedDelay(
                parts.serialLogs()::cutLongOnes, 0, HOUSEKEEPING_SECONDS, TimeUnit.SECONDS);
    }

    /** Opens the host; makes the folders that are missing. */
    public static Host open(HostConfig config) throws IOException {
        ToolRunner tools = new ToolRunner();
        LibvirtConnections libvirt = new LibvirtConnections(config.libvirtUri(), config.callDeadline());
        Map<String, Storage> storages = new HashMap<>();
        for (Map.Entry<String, Path> pool : config.storages().entrySet()) {
            Path work = config.state().resolve("work").resolve(pool.getKey());
            storages.put(pool.getKey(), new Qcow2Storage(new Qcow2Pool(pool.getKey(), pool.getValue(), work), tools));
        }
        HostParts parts = new HostParts(
                config,
                new EpochFence(config.state().resolve("epochs"), FENCE_PATIENCE),
                libvirt.domains(),
                libvirt.blockJobs(),
                storages,
                new SerialLogs(config.state().resolve("serial")),
                new SeedDisk(tools));
        return new Host(parts, libvirt);
    }

    /** The short steps, for the queue {@code node.NAME.control}. */
    public NodeControl control() {
        return new NodeControlActivities(parts);
    }

    /** The long steps, for the queue {@code node.NAME.work}. */
    public NodeWork work() {
        return new NodeWorkActivities(parts);
    }

    /** The waits for guests, for the queue {@code node.NAME.wait}. */
    public NodeWait waits() {
        return new NodeWaitActivities(parts);
    }

    /** The parts, for what needs less than a step. */
    public HostParts parts() {
        return parts;
    }

    /**
     * What the host is and has now.
     *
     * @param incarnation a random text of this start of the worker
     * @param stopping whether the worker is shutting down in order
     * @throws io.longhaul.schemas.failure.LonghaulException when libvirt does not answer
     */
    public NodeReport report(String cluster, String incarnation, boolean stopping) {
        return new Capacity(parts, libvirt.facts()).report(cluster, incarnation, stopping);
    }

    /** Watches VMs start and stop until the answer is closed. Hints; the report tells the whole state. */
    public DomainEvents watchDomains(Consumer<DomainObservation> consumer) {
        return libvirt.watch(change -> {
            if (change.domain().startsWith("vm_")) {
                consumer.accept(new DomainObservation(
                        parts.config().node(),
                        change.domain(),
                        change.running() ? "running" : "off",
                        change.reason(),
                        Instant.now()));
            }
        });
    }

    @Override
    public void close() {
        logCutting.cancel(false);
        housekeeping.shutdownNow();
        libvirt.close();
    }
}
