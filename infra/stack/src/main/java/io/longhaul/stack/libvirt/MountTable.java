package io.longhaul.stack.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The mounts that this process sees.
 *
 * @param lines of {@code /proc/self/mountinfo} (proc(5))
 */
record MountTable(List<String> lines) {

    MountTable {
        lines = List.copyOf(lines);
    }

    static MountTable here() {
        try {
            return new MountTable(Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True when {@code /} itself is a mount point: only then can a mount name space be made private. */
    boolean hasRoot() {
        return lines.stream().anyMatch(line -> line.split(" ", 6)[4].equals("/"));
    }
}
