package io.longhaul.stack.guest;

import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The guest's user space: busybox, our init, and the few modules that a virtual machine needs. */
final class GuestInitramfs {

    private static final List<String> MODULES = List.of(
            "virtio",
            "virtio_ring",
            "virtio_pci_modern_dev",
            "virtio_pci_legacy_dev",
            "virtio_pci",
            "virtio_blk",
            "failover",
            "net_failover",
            "virtio_net",
            "fat",
            "vfat",
            "nls_cp437",
            "nls_ascii",
            "nls_iso8859-1",
            "evdev",
            "button");

    private GuestInitramfs() {}

    /** Writes it to {@code target}; uses {@code scratch}, which is then the caller's to remove. */
    static void build(GuestKernel kernel, Path scratch, Path target) {
        try {
            Path bin = Files.createDirectories(scratch.resolve("bin"));
            Path modules = Files.createDirectories(scratch.resolve("modules"));
            for (String folder : List.of("dev", "proc", "sys")) {
                Files.createDirectories(scratch.resolve(folder));
            }
            Files.copy(staticBusybox(), bin.resolve("busybox"), StandardCopyOption.REPLACE_EXISTING);
            makeExecutable(bin.resolve("busybox"));
            Files.writeString(scratch.resolve("init"), initScript());
            makeExecutable(scratch.resolve("init"));
            for (String name : MODULES) {
                Optional<Path> module = kernel.module(name);
                if (module.isPresent()) {
                    copyDecompressed(module.get(), modules.resolve(name + ".ko"));
                }
            }
            Command.of("sh", "-c", "find . | busybox cpio -o -H newc | gzip -9 > \"$1\"", "sh", target.toString())
                    .in(scratch)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build the guest's initramfs", e);
        }
    }

    static String initScript() {
        try (InputStream stream = GuestInitramfs.class.getResourceAsStream("init")) {
            if (stream == null) {
                throw new StackException("the guest's init is not on the class path");
            }
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path staticBusybox() {
        for (String candidate : List.of("/usr/bin/busybox", "/bin/busybox")) {
            if (Files.isExecutable(Path.of(candidate))) {
                return Path.of(candidate);
            }
        }
        throw new StackException("no busybox; install the package busybox-static");
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copyDecompressed(Path module, Path target) throws IOException {
        String name = module.toString();
        if (name.endsWith(".ko")) {
            Files.copy(module, target, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        String tool = name.endsWith(".xz") ? "xz" : "zstd";
        Command.of("sh", "-c", "\"$1\" -dc \"$2\" > \"$3\"", "sh", tool, name, target.toString())
                .run();
    }
}
