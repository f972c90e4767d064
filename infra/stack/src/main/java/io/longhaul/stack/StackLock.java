package io.longhaul.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One {@code up} or {@code down} at a time in a state folder. */
public final class StackLock implements AutoCloseable {

    /** Its name in the folder. */
    public static final String FILE = ".lock";

    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Of that folder, which is made; not held yet. */
    public static StackLock of(Path state) {
        try {
            Files.createDirectories(state);
            return new StackLock(
                    FileChannel.open(state.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + state, e);
        }
    }

    /** Waits for its turn. */
    public void hold() {
        try {
            FileLock lock = channel.lock();
            if (!lock.isValid()) {
                throw new StackException("the lock of the state folder was lost");
            }
        } catch (OverlappingFileLockException e) {
            throw new StackException("this program already starts or ends this stack in another thread", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
