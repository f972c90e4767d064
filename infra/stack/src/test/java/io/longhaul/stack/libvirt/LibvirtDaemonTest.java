package io.longhaul.stack.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.guest.GuestImage;
import io.longhaul.stack.guest.GuestVariant;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LibvirtDaemonTest {

    private final LonghaulHome home = LonghaulHome.current();

    @Test
    void keepsItsGuestsOverAKillAndEndsThemOnlyWhenTold() throws Exception {
        List<Path> machines = machinesOwnFiles();
        Path folder = home.newTestFolder("libvirt");
        LibvirtDaemon first = LibvirtDaemon.start(folder.resolve("daemon"));
        Path definition = folder.resolve("guest.xml");
        Files.writeString(definition, definition(folder));
        virsh(first, "create", definition.toString());
        assertThat(first.guests()).hasSize(1);
        long guest = first.guests().get(0).pid();
        first.process().kill9();
        LibvirtDaemon second = LibvirtDaemon.start(folder.resolve("daemon"));

        assertThat(virsh(second, "list", "--name")).contains("vm_test");
        assertThat(second.guests()).extracting(process -> process.pid()).containsExactly(guest);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(Files.readString(folder.resolve("console"))).contains("LONGHAUL-GUEST tick 1"));
        virsh(second, "shutdown", "vm_test");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(second.guests()).isEmpty());
        Awaitility.await()
                .untilAsserted(() -> assertThat(virsh(second, "list", "--name")).isBlank());
        virsh(second, "create", definition.toString());
        second.stop();
        assertThat(second.guests()).hasSize(1);
        second.endGuests();
        assertThat(second.guests()).isEmpty();
        assertThat(machinesOwnFiles()).isEqualTo(machines);
        Folders.delete(folder);
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        LibvirtDaemon daemon = LibvirtDaemon.ephemeral();
        assertThat(virsh(daemon, "version")).contains("QEMU");
        assertThat(LibvirtDaemon.attach(Path.of("/nowhere"))).isEmpty();
        daemon.close();
        assertThat(daemon.process().isAlive()).isFalse();
        assertThat(daemon.guests()).isEmpty();
    }

    private static String virsh(LibvirtDaemon daemon, String... arguments) {
        List<String> words = new java.util.ArrayList<>(List.of("virsh", "-c", daemon.uri()));
        words.addAll(List.of(arguments));
        return Command.of(words).run();
    }

    private static List<Path> machinesOwnFiles() throws IOException {
        try (Stream<Path> etc = Files.walk(Path.of("/etc/libvirt"));
                Stream<Path> run = Files.walk(Path.of("/run/libvirt"));
                Stream<Path> lib = Files.walk(Path.of("/var/lib/libvirt"))) {
            return Stream.of(etc, run, lib).flatMap(files -> files).toList();
        }
    }

    private String definition(Path folder) {
        return """
                <domain type='qemu'>
                  <name>vm_test</name>
                  <memory unit='MiB'>192</memory>
                  <vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <features><acpi/></features>
                  <devices>
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='raw'/>
                      <source file='%s'/>
                      <target dev='vda' bus='virtio'/>
                      <readonly/>
                    </disk>
                    <serial type='file'><source path='%s'/></serial>
                    <memballoon model='none'/>
                  </devices>
                </domain>
                """.formatted(GuestImage.of(home, GuestVariant.NORMAL).file(), folder.resolve("console"));
    }
}
