package io.longhaul.lab;

import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The lab's network: a namespace that holds a bridge, reachable from nowhere else. A namespace lives as long as its file,
 * as with {@code ip netns}, but in a folder of ours.
 */
final class LabNetwork {
    /** Of the bridge, where the storage cluster is. */
    static final String STORAGE_ADDRESS = "10.88.0.1";

    private static final String MAKE_BRIDGE = """
            ip link set lo up
            ip link show wire > /dev/null 2>&1 || ip link add wire type bridge
            ip addr replace %s/24 dev wire
            ip link set wire up
            """.formatted(STORAGE_ADDRESS);

    private final Path folder;

    LabNetwork(Path folder) {
        this.folder = folder;
    }

    /** The namespace of the bridge. */
    Path wire() {
        return folder.resolve("wire");
    }

    /** Makes what is missing. */
    void ensure() {
        if (!isNamespace(wire())) {
            make(wire());
        }
        Command.of("nsenter", "--net=" + wire(), "sh", "-ec", MAKE_BRIDGE).run();
    }

    /** Removes it; whoever is still in it keeps what it has, without a name. */
    void remove() {
        if (isNamespace(wire())) {
            Command.of("umount", wire().toString()).run();
        }
        try {
            Files.deleteIfExists(wire());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }

    private static void make(Path namespace) {
        try {
            Files.createDirectories(namespace.getParent());
            Files.writeString(namespace, "");
            Command.of("unshare", "--net=" + namespace, "true").run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + namespace, e);
        } catch (StackException e) {
            throw new StackException(
                    "this machine lets us make no network namespace, which the lab needs: " + e.getMessage(), e);
        }
    }

    private static boolean isNamespace(Path file) {
        try {
            return Files.exists(file) && Files.getFileStore(file).type().equals("nsfs");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + file, e);
        }
    }
}
