package io.longhaul.host.guest;

import io.longhaul.host.Failures;
import io.longhaul.host.Names;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial consoles of the node's VMs, a file each, to which QEMU appends. A guest can write without end, so the
 * files are kept short.
 */
public final class SerialLogs {
    /** A log longer than this is cut, in bytes. */
    public static final long LONGEST = 16L << 20;

    private static final int KEPT = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(SerialLogs.class);

    private final Path folder;

    /** The logs in that folder, which is made. */
    public SerialLogs(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.toAbsolutePath().normalize());
    }

    /** The VM's log, whether it exists or not. */
    public Path file(String vm) {
        return folder.resolve(Names.requireId(vm) + ".log");
    }

    /** Removes the VM's log; false: there was none. */
    public boolean remove(String vm) {
        try {
            Files.deleteIfExists(older(file(vm)));
            return Files.deleteIfExists(file(vm));
        } catch (IOException e) {
            throw Failures.storage("the console log of " + vm + " cannot be removed", e);
        }
    }

    /** Cuts every log that is too long; its last MiB is kept beside it. */
    public void cutLongOnes() {
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : (Iterable<Path>) logs::iterator) {
                if (log.toString().endsWith(".log") && Files.size(log) > LONGEST) {
                    cut(log);
                }
            }
        } catch (IOException e) {
            LOG.warn("the console logs cannot be kept short", e);
        }
    }

    /** QEMU appends at whatever the end is, so emptying the file under it is safe. */
    private static void cut(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer tail = ByteBuffer.allocate(KEPT);
            channel.read(tail, channel.size() - KEPT);
            try (FileChannel kept = FileChannel.open(
                    older(log),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                kept.write(tail.flip());
            }
            channel.truncate(0);
        }
    }

    private static Path older(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }
}
