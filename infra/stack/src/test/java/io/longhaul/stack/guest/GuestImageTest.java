package io.longhaul.stack.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GuestImageTest {

    @Test
    void bootsFromItsOwnDiskUnderEmulationAndPrintsItsChecksum() throws Exception {
        LonghaulHome home = LonghaulHome.current();
        GuestImage guest = GuestImage.of(home, GuestVariant.NORMAL);
        assertThat(Files.size(guest.file())).isEqualTo(GuestImage.SIZE);
        Path folder = home.newTestFolder("guest");
        Path console = folder.resolve("console");
        OwnProcess process = Daemon.of(
                        folder,
                        List.of(
                                "qemu-system-x86_64",
                                "-nodefaults",
                                "-display",
                                "none",
                                "-m",
                                "192",
                                "-drive",
                                "file=" + guest.file() + ",format=raw,if=virtio,readonly=on",
                                "-serial",
                                "file:" + console))
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(Files.readString(console, StandardCharsets.ISO_8859_1))
                            .contains(
                                    "LONGHAUL-GUEST ready",
                                    "LONGHAUL-GUEST sha256 " + guest.sha256(),
                                    "LONGHAUL-GUEST tick 2"));
        } finally {
            process.kill9();
            Folders.delete(folder);
        }
    }

    @Test
    void decidesForAHypervisorThatReallyBoots() {
        LonghaulHome home = LonghaulHome.current();
        Hypervisor decided = HypervisorProbe.decide(home);
        String accelerator = decided == Hypervisor.KVM ? "kvm" : "tcg";
        assertThat(HypervisorProbe.boots(home, accelerator, Duration.ofSeconds(90)))
                .isTrue();
    }
}
