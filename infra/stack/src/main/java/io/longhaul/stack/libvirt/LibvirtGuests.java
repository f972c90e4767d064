package io.longhaul.stack.libvirt;

import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The QEMU processes of a private libvirtd, found in the process table: libvirtd's word is not enough after a crash.
 *
 * @param layout of the daemon that started them
 */
record LibvirtGuests(LibvirtLayout layout) {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** All that run. */
    List<OwnProcess> running() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(this::isOurs)
                    .map(path -> ProcessId.of(Long.parseLong(path.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .map(id -> OwnProcess.found(id, layout.folder().resolve("guest-pid")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all of them; QEMU writes back its disks on {@code SIGTERM}. */
    void end() {
        List<OwnProcess> guests = running();
        guests.forEach(guest -> guest.signal("CONT"));
        guests.forEach(guest -> guest.signal("TERM"));
        guests.forEach(guest -> guest.stop("TERM", GRACE));
    }

    private boolean isOurs(Path process) {
        try {
            String commandLine = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            if (!commandLine.contains("guest=") || !commandLine.contains("qemu-system-")) {
                return false;
            }
            return layout.root() ? seesOurFolders(process) : commandLine.contains(layout.config() + "/");
        } catch (IOException e) {
            return false;
        }
    }

    /** Only guests of our daemon live in its mount namespace, where libvirt's place shows our folder. */
    private boolean seesOurFolders(Path process) throws IOException {
        Path theirs = process.resolve("root").resolve("run/libvirt");
        Path ours = layout.folder().resolve("run");
        return Files.exists(ours)
                && Files.exists(theirs)
                && Files.getAttribute(ours, "unix:ino").equals(Files.getAttribute(theirs, "unix:ino"))
                && Files.getAttribute(ours, "unix:dev").equals(Files.getAttribute(theirs, "unix:dev"));
    }
}
