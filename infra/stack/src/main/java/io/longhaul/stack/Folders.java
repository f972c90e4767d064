package io.longhaul.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Work on whole folders. */
public final class Folders {

    private static final Object IN_THIS_JVM = new Object();

    private Folders() {}

    /**
     * Makes {@code folder} once: {@code fill} writes into a new folder beside it, which then takes the name. Safe
     * against other threads and other processes that want the same, and against being killed half way.
     */
    public static Path createOnce(Path folder, Consumer<Path> fill) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        // A file lock belongs to the JVM, so threads of one JVM need a monitor in addition.
        synchronized (IN_THIS_JVM) {
            try {
                Files.createDirectories(folder.getParent());
                Path lockFile = folder.resolveSibling("." + folder.getFileName() + ".lock");
                try (FileChannel channel =
                                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && !Files.isDirectory(folder)) {
                        Path part = folder.resolveSibling("." + folder.getFileName() + ".part");
                        delete(part);
                        Files.createDirectories(part);
                        fill.accept(part);
                        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make " + folder, e);
            }
        }
        return folder;
    }

    /** Removes {@code folder} and all in it; does nothing when it is not there. Follows no symbolic link. */
    public static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
