package io.longhaul.stack.guest;

import io.longhaul.stack.Folders;
import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The distribution's kernel for virtual machines, downloaded and unpacked but never installed.
 *
 * @param folder the unpacked packages
 */
record GuestKernel(Path folder) {

    /** Of Debian, of Ubuntu. */
    private static final List<String> META_PACKAGES = List.of("linux-image-cloud-amd64", "linux-image-virtual");

    /** Downloads it with apt unless the cache has it. */
    static GuestKernel unpacked(Path cache) {
        return new GuestKernel(Folders.createOnce(cache.resolve("kernel"), GuestKernel::download));
    }

    Path image() {
        return find(path -> path.getFileName().toString().startsWith("vmlinuz-"))
                .orElseThrow(() -> new StackException("no kernel in " + folder));
    }

    /** The file of a module, possibly compressed; empty when it is built in. */
    Optional<Path> module(String name) {
        return find(path -> path.getFileName().toString().matches(name + "\\.ko(\\.xz|\\.zst)?"));
    }

    private Optional<Path> find(java.util.function.Predicate<Path> condition) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(condition).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void download(Path target) {
        String image = META_PACKAGES.stream()
                .flatMap(GuestKernel::dependencies)
                .findFirst()
                .orElseThrow(() -> new StackException(
                        "apt knows no kernel package (" + String.join(", ", META_PACKAGES) + "); run: apt-get update"));
        List<String> packages = new ArrayList<>(List.of(image));
        // Ubuntu ships the modules apart.
        dependencies(image).filter(name -> name.startsWith("linux-modules-")).forEach(packages::add);
        for (String name : packages) {
            Command.of("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", name)
                    .in(target)
                    .run();
        }
        try (Stream<Path> files = Files.list(target)) {
            for (Path archive :
                    files.filter(path -> path.toString().endsWith(".deb")).toList()) {
                Command.of("dpkg", "-x", archive.toString(), target.toString()).run();
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kernel images and modules on which {@code name} depends; none when apt does not know it. */
    private static Stream<String> dependencies(String name) {
        String output;
        try {
            output = Command.of("apt-cache", "depends", name).run();
        } catch (StackException e) {
            return Stream.empty();
        }
        return output
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Depends: linux-image-") || line.startsWith("Depends: linux-modules-"))
                .map(line -> line.substring("Depends: ".length()))
                .toList()
                .stream();
    }
}
