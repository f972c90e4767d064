package io.longhaul.lab.ceph;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.PortTaken;
import io.longhaul.stack.StackException;
import io.longhaul.stack.StackListener;
import io.longhaul.stack.StackStart;
import io.longhaul.stack.part.Part;
import io.longhaul.stack.part.PartDriver;
import io.longhaul.stack.part.Parts;
import io.longhaul.stack.process.Users;
import io.longhaul.stack.process.Watchdog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A Ceph cluster of ours with the pools {@code template} and {@code kvm} and the user {@code client.longhaul}, who has
 * {@code profile rbd} on them and nothing else. Its daemons outlive us and are found again by any later JVM.
 *
 * <p>For tests: {@code try (CephCluster ceph = CephCluster.ephemeral(CephOptions.USUAL)) { … }} leaves nothing behind.
 */
public final class CephCluster implements AutoCloseable {
    private final CephLayout layout;
    private final CephPlace place;
    private final CephTools tools;
    private final List<Part> parts;
    private final Optional<Watchdog> watchdog;

    private CephCluster(Path folder, CephPlace place, CephOptions options, Optional<Watchdog> watchdog) {
        this.layout = new CephLayout(folder);
        this.place = place;
        this.tools = new CephTools(layout, place);
        this.parts = parts(new CephDaemons(layout, place, options, tools), options.osds());
        this.watchdog = watchdog;
    }

    /** The cluster in a folder, made or not, running or not. */
    public static CephCluster of(Path folder, CephPlace place, CephOptions options) {
        return new CephCluster(folder, place, options, Optional.empty());
    }

    /** A running cluster for tests on loopback, in a new folder; {@link #close()} removes all of it. */
    public static CephCluster ephemeral(CephOptions options) {
        return PortTaken.retried(() -> {
            Path folder = LonghaulHome.current().newTestFolder("ceph");
            CephCluster cluster =
                    new CephCluster(folder, CephPlace.loopback(), options, Optional.of(Watchdog.over(folder)));
            try {
                return cluster.up(StackListener.SILENT);
            } catch (StackException e) {
                cluster.close();
                throw e;
            }
        });
    }

    /**
     * Makes what is missing and starts what does not run; returns when all OSDs are up and the pools are there.
     *
     * @throws StackException when a daemon does not serve in time
     */
    public CephCluster up(StackListener listener) {
        if (!Users.isRoot()) {
            throw new StackException("a Ceph cluster is made as root");
        }
        new StackStart(parts, listener).run();
        new CephPools(tools).ensure();
        return this;
    }

    /** Ends its daemons; its data stays, unless it was kept in memory. */
    public void down(StackListener listener) {
        List<Part> reversed = new ArrayList<>(parts);
        Collections.reverse(reversed);
        for (Part part : reversed) {
            boolean ran = part.pid().isPresent();
            part.stop();
            if (ran) {
                listener.stopped(part.name());
            }
        }
    }

    /** Its daemons: {@code ceph-mon}, {@code ceph-mgr}, {@code ceph-osd-0}, … */
    public List<Part> parts() {
        return parts;
    }

    /** The daemon of that OSD. */
    public Part osd(int number) {
        return parts.get(2 + number);
    }

    /** The monitor. */
    public Part monitor() {
        return parts.get(0);
    }

    /**
     * What it says of itself.
     *
     * @throws StackException when no monitor answers
     */
    public CephStatus status() {
        return CephStatus.of(tools);
    }

    /** Where clients find its monitor: host and port of the first version of the protocol. */
    public String monitorAddress() {
        return place.address() + ":" + CephIdentity.read(layout).ports().get(1);
    }

    /** {@code ceph.conf} for clients, which names no key. */
    public Path configuration() {
        return layout.clientConfiguration();
    }

    /**
     * The key of a user, readable for its owner only.
     *
     * @param entity for instance {@code client.longhaul}
     */
    public Path keyring(String entity) {
        return layout.keyring(entity);
    }

    /**
     * Runs one of Ceph's own tools as {@code client.admin}, in the cluster's network.
     *
     * @param words for instance {@code rbd}, {@code ls}, {@code kvm}
     * @return what it printed
     * @throws StackException with its output when it fails or takes longer than two minutes
     */
    public String run(String... words) {
        return tools.run(words);
    }

    /** An ephemeral cluster is ended and removed; any other goes on. */
    @Override
    public void close() {
        if (watchdog.isPresent()) {
            down(StackListener.SILENT);
            watchdog.get().close();
            Folders.delete(layout.folder());
        }
    }

    private List<Part> parts(CephDaemons daemons, int osds) {
        List<Part> all = new ArrayList<>();
        all.add(new Part(
                "ceph-mon",
                List.of(),
                driver("mon", daemons::startMonitor, daemons::monitorAnswers, this::monitorAddress)));
        all.add(new Part(
                "ceph-mgr",
                List.of("ceph-mon"),
                driver("mgr", daemons::startManager, daemons::managerServes, place::address)));
        for (int osd = 0; osd < osds; osd++) {
            int number = osd;
            all.add(new Part(
                    "ceph-osd-" + osd,
                    List.of("ceph-mon"),
                    driver(
                            "osd-" + osd,
                            () -> daemons.startOsd(number),
                            () -> daemons.osdIsUp(number),
                            place::address)));
        }
        return List.copyOf(all);
    }

    private PartDriver driver(String daemon, Runnable start, BooleanSupplier serves, Supplier<String> address) {
        return Parts.server(layout.run(daemon), start, address, serves, "TERM");
    }
}
