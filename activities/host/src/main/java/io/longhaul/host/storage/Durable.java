package io.longhaul.host.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that appear whole or not at all, also after a power failure. */
public final class Durable {
    private Durable() {}

    /** Makes a finished temporary file the real one: content to the disk first, then the name, then the folder. */
    public static void publish(Path temporary, Path target) throws IOException {
        sync(temporary, StandardOpenOption.WRITE);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.getParent(), StandardOpenOption.READ);
    }

    /** Removes a file if it is there, and makes that last. */
    public static boolean remove(Path file) throws IOException {
        boolean removed = Files.deleteIfExists(file);
        if (removed) {
            sync(file.getParent(), StandardOpenOption.READ);
        }
        return removed;
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
