package io.longhaul.stack.libvirt;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.Secrets;
import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import io.longhaul.stack.process.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A libvirtd of ours with its own sockets, configuration and state; the machine's own libvirt is not touched. Its guests
 * survive its end and its restart.
 *
 * <p>For tests: {@code try (LibvirtDaemon libvirt = LibvirtDaemon.ephemeral()) { … }} ends its guests too and leaves
 * nothing behind.
 */
public final class LibvirtDaemon implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final LibvirtLayout layout;
    private final OwnProcess process;
    private final Optional<Watchdog> watchdog;

    private LibvirtDaemon(LibvirtLayout layout, OwnProcess process, Optional<Watchdog> watchdog) {
        this.layout = layout;
        this.process = process;
        this.watchdog = watchdog;
    }

    /** A fresh daemon for tests in a new folder below {@code .longhaul/test}. */
    public static LibvirtDaemon ephemeral() {
        Path folder = LonghaulHome.current().newTestFolder("libvirt");
        LibvirtLayout layout = new LibvirtLayout(folder, isRoot());
        OwnProcess process = launch(layout);
        return new LibvirtDaemon(layout, process, Optional.of(Watchdog.over(folder)));
    }

    /**
     * The daemon in {@code folder}: started when it does not run.
     *
     * @throws StackException when it does not answer in time
     */
    public static LibvirtDaemon start(Path folder) {
        return attach(folder).orElseGet(() -> {
            LibvirtLayout layout = new LibvirtLayout(folder, isRoot());
            return new LibvirtDaemon(layout, launch(layout), Optional.empty());
        });
    }

    /** The running daemon in {@code folder}, if there is one. */
    public static Optional<LibvirtDaemon> attach(Path folder) {
        return Daemon.attach(folder)
                .map(process -> new LibvirtDaemon(new LibvirtLayout(folder, isRoot()), process, Optional.empty()));
    }

    /** Ends the guests that any daemon of {@code folder} started, whether it runs or not. */
    public static void endGuests(Path folder) {
        new LibvirtGuests(new LibvirtLayout(folder, isRoot())).end();
    }

    /** The address that a daemon in {@code folder} has, whether it runs or not. */
    public static String uri(Path folder) {
        return new LibvirtLayout(folder, isRoot()).uri();
    }

    /** True when the daemon in {@code folder} answers now. */
    public static boolean answers(Path folder) {
        return answers(new LibvirtLayout(folder, isRoot()));
    }

    /** Removes what a daemon in {@code folder} left outside of it. */
    public static void removeLink(Path folder) {
        removeLink(new LibvirtLayout(folder, isRoot()));
    }

    /** The address for clients of any process, as {@code virsh -c} takes it. */
    public String uri() {
        return layout.uri();
    }

    public OwnProcess process() {
        return process;
    }

    /** The QEMU processes of its guests, counted in the process table. */
    public List<OwnProcess> guests() {
        return new LibvirtGuests(layout).running();
    }

    /** Ends all its guests. */
    public void endGuests() {
        new LibvirtGuests(layout).end();
    }

    /** Ends the daemon; its guests go on. */
    public void stop() {
        process.stop("TERM", STOP_LIMIT);
    }

    /** An ephemeral daemon is removed with its guests; any other is stopped. */
    @Override
    public void close() {
        stop();
        if (watchdog.isPresent()) {
            endGuests();
            watchdog.get().close();
            removeLink(layout);
            Folders.delete(layout.folder());
        }
    }

    private static OwnProcess launch(LibvirtLayout layout) {
        prepare(layout);
        Daemon daemon = new Daemon(command(layout), environment(layout), layout.folder());
        OwnProcess process = daemon.start();
        if (!Waiting.until(START_LIMIT, () -> !process.isAlive() || answers(layout)) || !process.isAlive()) {
            process.stop("TERM", STOP_LIMIT);
            throw new StackException("libvirtd did not start: " + daemon.logTail());
        }
        return process;
    }

    private static void prepare(LibvirtLayout layout) {
        try {
            Files.createDirectories(layout.folder());
            Files.setPosixFilePermissions(layout.folder(), PosixFilePermissions.fromString("rwx------"));
            removeLink(layout);
            if (!layout.shortFolder().equals(layout.folder())) {
                Files.createSymbolicLink(layout.shortFolder(), layout.folder());
            }
            List<Path> folders = layout.root()
                    ? layout.binds().stream()
                            .map(LibvirtLayout.Bind::ours)
                            .filter(path -> !path.getParent().endsWith("accounts"))
                            .toList()
                    : List.of(layout.configuration(), layout.runtime(), layout.cache());
            for (Path folder : folders) {
                Files.createDirectories(folder);
            }
            if (layout.root()) {
                LibvirtAccounts.write(layout.folder().resolve("accounts"));
            }
            Path uuid = layout.folder().resolve("host-uuid");
            if (!Files.exists(uuid)) {
                Files.writeString(uuid, UUID.randomUUID() + "\n");
            }
            UUID host = UUID.fromString(Files.readString(uuid).strip());
            Secrets.write(layout.configuration().resolve("libvirtd.conf"), LibvirtSettings.daemon(host));
            Secrets.write(layout.configuration().resolve("qemu.conf"), LibvirtSettings.qemu(layout.root()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + layout.folder(), e);
        }
    }

    private static void removeLink(LibvirtLayout layout) {
        try {
            Path link = layout.shortFolder();
            if (!link.equals(layout.folder()) && Files.isSymbolicLink(link)) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As root: a mount namespace whose bind mounts put our folders where libvirt looks; exec keeps the pid. */
    private static List<String> command(LibvirtLayout layout) {
        String program = program();
        if (layout.root() && !MountTable.here().hasRoot()) {
            throw new StackException(
                    "/ is not a mount point here, as in a bare chroot, and libvirtd needs mounts of its"
                            + " own; leave the chroot, then: mount --bind DIR DIR; chroot DIR");
        }
        if (!layout.root()) {
            return List.of(
                    program,
                    "--config",
                    layout.configuration().resolve("libvirtd.conf").toString());
        }
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-ec"));
        words.add("""
                program=$1
                shift
                while [ $# -gt 0 ]; do
                  [ -e "$2" ] || mkdir -p "$2"
                  mount --bind "$1" "$2"
                  shift 2
                done
                exec "$program" --config /etc/libvirt/libvirtd.conf --pid-file /run/libvirt/libvirtd.pid
                """);
        words.addAll(List.of("sh", program));
        layout.binds()
                .forEach(bind -> words.addAll(
                        List.of(bind.ours().toString(), bind.theirs().toString())));
        return words;
    }

    private static Map<String, String> environment(LibvirtLayout layout) {
        // Without the machine's bus it can neither register guests with systemd nor change the firewall.
        String noBus = "unix:path=" + layout.folder().resolve("no-bus");
        if (layout.root()) {
            return Map.of("DBUS_SYSTEM_BUS_ADDRESS", noBus);
        }
        return Map.of(
                "DBUS_SYSTEM_BUS_ADDRESS", noBus,
                "DBUS_SESSION_BUS_ADDRESS", noBus,
                "XDG_CONFIG_HOME", layout.config().toString(),
                "XDG_RUNTIME_DIR", layout.runtime().toString(),
                "XDG_CACHE_HOME", layout.cache().toString(),
                "XDG_DATA_HOME", layout.cache().toString());
    }

    private static String program() {
        for (String candidate : List.of("/usr/sbin/libvirtd", "/usr/bin/libvirtd")) {
            if (Files.isExecutable(Path.of(candidate))) {
                return candidate;
            }
        }
        throw new StackException(
                "no libvirtd; install the packages libvirt-daemon and libvirt-daemon-driver-qemu, or run ./longhaul up"
                        + " as root");
    }

    private static boolean answers(LibvirtLayout layout) {
        if (!Files.exists(layout.socket())) {
            return false;
        }
        try {
            Command.of("virsh", "-c", layout.uri(), "version")
                    .within(Duration.ofSeconds(10))
                    .run();
            return true;
        } catch (StackException e) {
            return false;
        }
    }

    private static boolean isRoot() {
        return io.longhaul.stack.process.Users.isRoot();
    }
}
