package io.longhaul.host.fence;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.Fence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The fence of a node: a file per resource with the highest epoch seen, and one with the node's own, below which nothing
 * begins.
 *
 * <p>INVARIANT: an effect runs only while its epoch is the highest ever seen on this node for the resource, and no
 * other effect on the resource, of this process or another, runs beside it: the file is locked across the effect.
 */
public final class EpochFence {
    private static final int LONGEST_RECORD = 64;
    /** No id: ids have no dot. */
    private static final String FLOOR = ".node";

    private final Path folder;
    private final Duration patience;
    // File locks belong to the process, so threads exclude each other by these.
    private final Map<String, ReentrantLock> threads = new ConcurrentHashMap<>();

    /**
     * A fence that keeps its files in a folder.
     *
     * @param patience how long to wait for another effect on the same resource before {@code DEADLINE_EXCEEDED}
     */
    public EpochFence(Path folder, Duration patience) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.patience = patience;
    }

    /**
     * Makes an effect on a resource.
     *
     * @throws LonghaulException {@code EPOCH_STALE} when a newer job has acted on it
     */
    public <T> T under(String resource, Fence fence, Supplier<T> effect) {
        return locked(resource, channel -> {
            EpochRecord before = read(channel);
            requireNotStale(resource, fence, before);
            write(channel, before, before.raisedTo(fence.epoch()));
            return effect.get();
        });
    }

    /**
     * Begins long work on a resource; as {@link #under}, and refused with {@code PREEMPTED} once the work of this epoch
     * was stopped.
     */
    public <T> T begin(String resource, Fence fence, Supplier<T> effect) {
        return locked(resource, channel -> {
            EpochRecord before = read(channel);
            requireNotStale(resource, fence, before);
            requireNotStopped(resource, fence, before);
            write(channel, before, before.raisedTo(fence.epoch()));
            return effect.get();
        });
    }

    /**
     * Ends long work on a resource: first no more of it may begin at this epoch, then the effect ends what runs. The node's
     * own epoch does not matter: nothing begins by it.
     */
    public <T> T stop(String resource, Fence fence, Supplier<T> effect) {
        return locked(resource, channel -> {
            EpochRecord before = read(channel);
            requireNewest(resource, fence, before);
            write(channel, before, before.stoppedAt(fence.epoch()));
            return effect.get();
        });
    }

    /**
     * Fails as {@link #begin} would, without making an effect and without waiting for one.
     *
     * @throws LonghaulException {@code EPOCH_STALE} or {@code PREEMPTED}
     */
    public void check(String resource, Fence fence) {
        try {
            Path file = file(resource);
            EpochRecord now = Files.exists(file) ? EpochRecord.parse(Files.readString(file)) : EpochRecord.NONE;
            requireNotStale(resource, fence, now);
            requireNotStopped(resource, fence, now);
        } catch (IOException e) {
            throw Failures.storage("the epoch of " + resource + " cannot be read", e);
        }
    }

    /**
     * Refuses from now on every effect under an earlier epoch but a {@link #stop}, on whatever resource, and waits for the end of those that are
     * under way. A lower epoch than before changes nothing.
     *
     * @throws LonghaulException {@code DEADLINE_EXCEEDED} when an effect does not end; ask again
     */
    public void raise(long epoch) {
        try {
            write(epoch);
            for (String resource : resources()) {
                locked(resource, channel -> null);
            }
        } catch (IOException e) {
            throw Failures.storage("the epoch of the node cannot be kept", e);
        }
    }

    /** Two who raise it at once must not end with the lower one. */
    private synchronized void write(long epoch) throws IOException {
        if (epoch <= floor()) {
            return;
        }
        Path written = Files.writeString(folder.resolve(FLOOR + ".new"), Long.toString(epoch));
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(written, folder.resolve(FLOOR), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> resources() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(FLOOR))
                    .toList();
        }
    }

    /** Read for each effect: another process of this node may have raised it. */
    private long floor() throws IOException {
        Path file = folder.resolve(FLOOR);
        return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    }

    private static void requireNewest(String resource, Fence fence, EpochRecord record) {
        if (fence.epoch() < record.highest()) {
            throw stale("a newer job has acted on " + resource + " since", resource, fence, record.highest());
        }
    }

    private void requireNotStale(String resource, Fence fence, EpochRecord record) throws IOException {
        requireNewest(resource, fence, record);
        long floor = floor();
        if (fence.epoch() < floor) {
            throw stale("this host was confirmed off since", resource, fence, floor);
        }
    }

    private static LonghaulException stale(String message, String resource, Fence fence, long seen) {
        return LonghaulException.of(
                FailureCode.EPOCH_STALE,
                message,
                Map.of(
                        "resource", resource,
                        "epoch", Long.toString(fence.epoch()),
                        "highestSeen", Long.toString(seen)));
    }

    private static void requireNotStopped(String resource, Fence fence, EpochRecord record) {
        if (fence.epoch() <= record.stopped()) {
            throw LonghaulException.of(
                    FailureCode.PREEMPTED,
                    "the work on " + resource + " was stopped",
                    Map.of("resource", resource, "epoch", Long.toString(fence.epoch())));
        }
    }

    private <T> T locked(String resource, LockedEffect<T> effect) {
        ReentrantLock thread = threads.computeIfAbsent(resource, name -> new ReentrantLock());
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!thread.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(resource);
            }
            try (FileChannel channel = FileChannel.open(
                            file(resource),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
                    FileLock lock = lock(channel, resource, deadline)) {
                return effect.run(lock.acquiredBy() instanceof FileChannel locked ? locked : channel);
            } finally {
                thread.unlock();
            }
        } catch (IOException e) {
            throw Failures.storage("the epoch of " + resource + " cannot be kept", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(resource);
        }
    }

    private static FileLock lock(FileChannel channel, String resource, long deadline)
            throws IOException, InterruptedException {
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw busy(resource);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static LonghaulException busy(String resource) {
        return LonghaulException.of(
                FailureCode.DEADLINE_EXCEEDED,
                "another effect on " + resource + " does not end",
                Map.of("resource", resource, "call", "fence"));
    }

    private Path file(String resource) {
        return folder.resolve(io.longhaul.host.Names.requireId(resource));
    }

    private static EpochRecord read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_RECORD);
        channel.read(buffer, 0);
        return EpochRecord.parse(StandardCharsets.US_ASCII.decode(buffer.flip()).toString());
    }

    private static void write(FileChannel channel, EpochRecord before, EpochRecord after) throws IOException {
        if (after.equals(before)) {
            return;
        }
        // Numbers only grow, so the new text is never shorter than the old: one write replaces it whole.
        channel.write(ByteBuffer.wrap(after.format().getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(false);
    }

    private interface LockedEffect<T> {
        T run(FileChannel channel) throws IOException;
    }
}
