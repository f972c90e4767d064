package io.longhaul.stack.guest;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Decides between KVM and TCG by booting a guest: {@code /dev/kvm} may open and guests hang all the same, under nested
 * virtualization. The answer is kept in {@code .longhaul/cache/accel}; remove that file to ask again.
 */
public final class HypervisorProbe {

    private static final Duration BOOT_LIMIT = Duration.ofSeconds(10);

    private HypervisorProbe() {}

    /** The kept answer, or a new one within about ten seconds; callers at the same time get the same one. */
    public static synchronized Hypervisor decide(LonghaulHome home) {
        Path answer = home.cache().resolve("accel");
        try {
            if (Files.exists(answer)) {
                String kept = Files.readString(answer).strip();
                return kept.equals(Hypervisor.KVM.domainType()) ? Hypervisor.KVM : Hypervisor.QEMU;
            }
            Hypervisor decided = Files.isWritable(Path.of("/dev/kvm")) && boots(home, "kvm", BOOT_LIMIT)
                    ? Hypervisor.KVM
                    : Hypervisor.QEMU;
            Files.createDirectories(answer.getParent());
            Files.writeString(answer, decided.domainType() + "\n");
            return decided;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the answer in " + answer, e);
        }
    }

    /** True when a guest is ready within {@code limit} under {@code accelerator} (as QEMU's {@code -accel} takes it). */
    static boolean boots(LonghaulHome home, String accelerator, Duration limit) {
        GuestImage guest = GuestImage.of(home, GuestVariant.NORMAL);
        Path folder = home.newTestFolder("probe");
        Path console = folder.resolve("console");
        OwnProcess process =
                Daemon.of(folder, command(guest, accelerator, console)).start();
        try {
            return Waiting.until(limit, () -> saysReady(console) || !process.isAlive()) && saysReady(console);
        } finally {
            process.kill9();
            Folders.delete(folder);
        }
    }

    private static List<String> command(GuestImage guest, String accelerator, Path console) {
        return List.of(
                "qemu-system-x86_64",
                "-nodefaults",
                "-display",
                "none",
                "-accel",
                accelerator,
                "-m",
                "192",
                "-kernel",
                guest.kernel().toString(),
                "-initrd",
                guest.initramfs().toString(),
                "-append",
                GuestImage.commandLine(GuestVariant.NORMAL),
                "-drive",
                "file=" + guest.file() + ",format=raw,if=virtio,readonly=on",
                "-serial",
                "file:" + console);
    }

    private static boolean saysReady(Path console) {
        try {
            return Files.exists(console)
                    && Files.readString(console, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains("LONGHAUL-GUEST ready");
        } catch (IOException e) {
            return false;
        }
    }
}
