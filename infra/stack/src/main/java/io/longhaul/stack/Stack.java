package io.longhaul.stack;

import io.longhaul.stack.guest.HypervisorProbe;
import io.longhaul.stack.libvirt.LibvirtDaemon;
import io.longhaul.stack.part.Part;
import io.longhaul.stack.part.PartState;
import io.longhaul.stack.part.PartStatus;
import io.longhaul.stack.process.Watchdog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The whole development stack: every part its own process, found again by any later JVM.
 *
 * <p>For tests: {@code try (Stack stack = Stack.ephemeral(StackOptions.forTests())) { stack.up(); … }} leaves nothing
 * behind.
 */
public final class Stack implements AutoCloseable {

    private static final Duration EXTERNAL_LIMIT = Duration.ofSeconds(30);

    private final LonghaulHome home;
    private final StackServices services;
    private final StackTokens tokens;
    private final List<Part> parts;
    private final Optional<Watchdog> watchdog;

    private Stack(LonghaulHome home, StackOptions options, Optional<Watchdog> watchdog) {
        this.home = home;
        this.services = new StackServices(home, options);
        this.tokens = new StackTokens(home.state().resolve("secrets"));
        this.parts = new StackParts(
                        home, services, new ProcessSettings(services, new InventorySchema(home, services), tokens))
                .all();
        this.watchdog = watchdog;
    }

    /** The stack in a state folder, running or not. */
    public static Stack of(LonghaulHome home, StackOptions options) {
        return new Stack(home, options, Optional.empty());
    }

    /** A stack for tests in a new folder; {@link #close()} ends it with its guests and removes the folder. */
    public static Stack ephemeral(StackOptions options) {
        LonghaulHome current = LonghaulHome.current();
        Path folder = current.newTestFolder("stack");
        return new Stack(current.withState(folder), options, Optional.of(Watchdog.over(folder)));
    }

    /** Starts every part that does not run; returns when all serve. Does nothing to those that do. */
    public Stack up(StackListener listener) {
        try (StackLock lock = StackLock.of(home.state())) {
            lock.hold();
            tokens.ensure();
            services.externalAddress("temporal").ifPresent(target -> TemporalNamespace.ensure(target, EXTERNAL_LIMIT));
            CompletableFuture<?> probe = beginProbe();
            try {
                new StackStart(parts, listener).run();
            } finally {
                // Its guest must not outlive us; the node's start has told of a failure.
                probe.exceptionally(failure -> null).join();
            }
            writeFile();
        }
        return this;
    }

    /** {@link #up(StackListener)} without a listener. */
    public Stack up() {
        return up(StackListener.SILENT);
    }

    /** Ends our parts in the reverse order, and, when none is left out, the guests of our libvirtd; the data stays. */
    public void down(StackListener listener) {
        try (StackLock lock = StackLock.of(home.state())) {
            lock.hold();
            List<Part> reversed = new ArrayList<>(parts);
            Collections.reverse(reversed);
            for (Part part : reversed) {
                boolean ran = part.pid().isPresent();
                part.stop();
                if (ran) {
                    listener.stopped(part.name());
                }
            }
            if (services.options().excluded().isEmpty()) {
                LibvirtDaemon.endGuests(home.run("libvirt"));
                writeFile();
            }
        }
    }

    /** Every part, external ones included. */
    public List<PartStatus> status() {
        List<PartStatus> all = new ArrayList<>();
        for (String name : List.of("postgres", "kafka", "temporal", "libvirt")) {
            services.externalAddress(name)
                    .ifPresent(address -> all.add(new PartStatus(name, PartState.EXTERNAL, address, null, null)));
        }
        parts.forEach(part -> all.add(part.status()));
        return List.copyOf(all);
    }

    /**
     * One part of ours.
     *
     * @throws StackException when there is none of this name
     */
    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackException("no part '" + name + "'; there are "
                        + String.join(", ", parts.stream().map(Part::name).toList())));
    }

    /** All parts of ours. */
    public List<Part> parts() {
        return parts;
    }

    public LonghaulHome home() {
        return home;
    }

    public StackTokens tokens() {
        return tokens;
    }

    /** The operator's or our PostgreSQL. */
    public PostgresAddress postgres() {
        return services.postgres();
    }

    /** JDBC address of the inventory, without user and password. */
    public String inventoryUrl() {
        return services.inventoryUrl();
    }

    /** The value for {@code bootstrap.servers}. */
    public String kafka() {
        return services.kafka();
    }

    /** {@code host:port} of Temporal's frontend. */
    public String temporal() {
        return services.temporal();
    }

    /** The connection URI of libvirt. */
    public String libvirt() {
        return services.libvirt();
    }

    /** Where the stack's tenant has the images that may become templates: its folder in the node's image directory. */
    public Path images() {
        return home.state().resolve("images").resolve(StackTokens.TENANT);
    }

    /** The directory of the storage {@code local}. */
    public Path pool() {
        return home.state().resolve("pool");
    }

    /** Ends an ephemeral stack and removes it; any other goes on. */
    @Override
    public void close() {
        if (watchdog.isPresent()) {
            down(StackListener.SILENT);
            watchdog.get().close();
            LibvirtDaemon.removeLink(home.run("libvirt"));
            Folders.delete(home.state());
        }
    }

    /** The first answer takes a guest's boot: it is looked for while the parts start that the node waits for. */
    private CompletableFuture<?> beginProbe() {
        return parts.stream().anyMatch(part -> part.name().equals("node"))
                ? CompletableFuture.supplyAsync(() -> HypervisorProbe.decide(home))
                : CompletableFuture.completedFuture(null);
    }

    private void writeFile() {
        new StackFile(home.state()).write(status(), tokens);
    }
}
