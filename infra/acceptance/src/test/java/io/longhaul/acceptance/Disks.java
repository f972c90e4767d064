package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.acceptance.Cloud.Vm;
import io.longhaul.stack.Stack;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Facts of the host, read with the native tools and not through Longhaul. */
final class Disks {
    private final Stack stack;

    Disks(Stack stack) {
        this.stack = stack;
    }

    /** The disk needs no other file, and its guest-visible content is the template's, bit by bit. */
    void independentAndUnharmed(Vm vm, Path template) {
        assertThat(Command.of("qemu-img", "info", "-U", file(vm).toString()).run())
                .doesNotContain("backing file");
        contentEquals(vm, template);
    }

    /** The guest-visible content is the raw template's, bit by bit. */
    void contentEquals(Vm vm, Path template) {
        assertThat(Command.of(
                                "qemu-img",
                                "compare",
                                "-U",
                                "-f",
                                "qcow2",
                                "-F",
                                "raw",
                                file(vm).toString(),
                                template.toString())
                        .run())
                .contains("Images are identical");
    }

    boolean hasBlockJob(Vm vm) {
        return !virsh("blockjob", vm.id(), "vda", "--info").contains("No current block job");
    }

    /** Ends and undefines the domain and removes its disk, as someone might by hand. */
    void removeBehindOurBack(Vm vm) {
        virsh("destroy", vm.id());
        virsh("undefine", vm.id());
        try {
            Files.delete(file(vm));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Undefines the domain of a VM that is off, as someone might by hand. */
    void removeDomain(Vm vm) {
        virsh("undefine", vm.id());
    }

    void nothingIsLeftOf(Vm vm) {
        assertThat(virsh("list", "--all", "--name")).doesNotContain(vm.id());
        assertThat(poolListing()).doesNotContain(vm.volume()).doesNotContain(vm.id());
        assertThat(console(vm)).isEmpty();
    }

    /** What the guest wrote on its serial console; empty when there is no console. */
    String console(Vm vm) {
        Path log = stack.home().run("node").resolve("state/serial/" + vm.id() + ".log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the files in the pool. */
    String poolListing() {
        try (Stream<Path> files = Files.walk(stack.pool())) {
            return String.join("\n", files.map(Path::toString).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Vm vm) {
        return stack.pool().resolve(vm.volume() + ".qcow2");
    }

    private String virsh(String... words) {
        String[] command = Stream.concat(Stream.of("virsh", "-c", stack.libvirt()), Stream.of(words))
                .toArray(String[]::new);
        return Command.of(command).run();
    }
}
