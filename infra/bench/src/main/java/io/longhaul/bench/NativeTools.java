package io.longhaul.bench;

import io.longhaul.stack.Stack;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The same work by hand: the script of qemu-img and virsh commands that an administrator would run. */
final class NativeTools {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Stack stack;
    private final Path folder;

    /** Keeps its disks and definitions in a folder. */
    NativeTools(Stack stack, Path folder) throws IOException {
        this.stack = stack;
        this.folder = Files.createDirectories(folder);
    }

    /** What the script needs, prepared before the time is taken. */
    record Clone(String name, Path disk, Path backing, Path definition) {}

    /** A clone like an engine's VM: its definition with another name, UUID, disk and console. */
    Clone prepare(String likeVm, String likeVolume) throws IOException {
        String name = "native-" + UUID.randomUUID();
        Path likeDisk = disk(likeVolume);
        Path disk = folder.resolve(name + ".qcow2");
        String definition = virsh("dumpxml", "--inactive", likeVm)
                .replaceAll("<uuid>[^<]*</uuid>", "")
                .replaceAll("<mac address=[^>]*>", "")
                .replace(likeDisk.toString(), disk.toString())
                .replace(likeVm, name);
        Path file = folder.resolve(name + ".xml");
        Files.writeString(file, definition);
        return new Clone(name, disk, backing(likeDisk), file);
    }

    /** The script: overlay, define, start. */
    void cloneAndStart(Clone clone) {
        run(List.of(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                clone.backing().toString(),
                "-F",
                "qcow2",
                clone.disk().toString()));
        virsh("define", clone.definition().toString());
        virsh("start", clone.name());
    }

    /** Ends and removes it. */
    void remove(Clone clone) throws IOException {
        virsh("destroy", clone.name());
        virsh("undefine", clone.name());
        Files.deleteIfExists(clone.disk());
        Files.deleteIfExists(clone.definition());
    }

    /** {@code virsh blockpull --wait}. */
    void blockPull(String vm, String target) {
        virsh("blockpull", vm, target, "--wait");
    }

    /** {@code virsh blockpull} that goes on by itself. */
    void startBlockPull(String vm, String target, int mibps) {
        virsh("blockpull", vm, target, Integer.toString(mibps));
    }

    /** {@code virsh blockjob --abort}, which waits until it has stopped. */
    void abortBlockJob(String vm, String target) {
        virsh("blockjob", vm, target, "--abort");
    }

    /** Waits until the disk has a block job, or has none, by asking again and again: as exact as one call of virsh. */
    void awaitBlockJob(String vm, String target, boolean there) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (virsh("blockjob", vm, target, "--info").contains("%") != there) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(
                        "the block job of " + vm + (there ? " does not begin" : " does not end"));
            }
        }
    }

    /** Waits until nothing is left to be written to the machine's disks. */
    void writeBack() {
        run(List.of("sync"));
    }

    /** Fails unless the volume needs no other file and its content is that of another. */
    void verify(String volume, String like) {
        String info = run(List.of("qemu-img", "info", "-U", disk(volume).toString()));
        if (info.contains("backing file")) {
            throw new IllegalStateException("not flattened: " + info);
        }
        run(List.of(
                "qemu-img",
                "compare",
                "-U",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                disk(volume).toString(),
                disk(like).toString()));
    }

    private Path disk(String volume) {
        return stack.pool().resolve(volume + ".qcow2");
    }

    private static Path backing(Path disk) {
        return run(List.of("qemu-img", "info", "-U", disk.toString()))
                .lines()
                .filter(line -> line.startsWith("backing file: "))
                .map(line -> Path.of(line.substring("backing file: ".length()).split(" \\(", 2)[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(disk + " has no backing file"));
    }

    private String virsh(String... words) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", stack.libvirt()));
        command.addAll(List.of(words));
        return run(command);
    }

    private static String run(List<String> words) {
        return Command.of(words).within(LIMIT).run();
    }
}
