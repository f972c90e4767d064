package io.longhaul.host.storage;

import io.longhaul.host.Failures;
import io.longhaul.host.Heartbeat;
import io.longhaul.host.image.FileIdentity;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.process.ProcessEnd;
import io.longhaul.host.process.ProcessIdentity;
import io.longhaul.host.process.Processes;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Conversion of an inspected image into a volume. Written beside the volume's name and renamed when it is whole, so
 * that a volume that exists is complete. An unfinished conversion of an earlier attempt is ended and begun again: it
 * leaves no fact by which its success could be known.
 */
final class ImageImport {
    private static final int NICENESS = 10;
    private static final int POLL_MILLISECONDS = 100;

    private final Qcow2Pool pool;
    private final String volume;
    private final ToolRunner tools;

    ImageImport(Qcow2Pool pool, String volume, ToolRunner tools) {
        this.pool = pool;
        this.volume = volume;
        this.tools = tools;
    }

    void run(Path image, ImageInfo info, EffectGuard guard, Heartbeat heartbeat) {
        guard.make(this::stop);
        convert(image, info, guard, heartbeat);
        requireUnchanged(image, info);
        guard.make(this::publish);
    }

    private void publish() {
        try {
            Durable.publish(pool.partial(volume), pool.volume(volume));
            Files.deleteIfExists(pool.output(volume));
        } catch (IOException e) {
            throw Failures.storage("the volume " + volume + " cannot be written", e);
        }
    }

    /** What was inspected must be what was converted, or the inspection proved nothing. */
    private void requireUnchanged(Path image, ImageInfo info) {
        try {
            if (FileIdentity.of(image).equals(info.file())) {
                return;
            }
        } catch (IOException e) {
            throw Failures.storage("the image cannot be read", e);
        }
        stop();
        throw LonghaulException.of(FailureCode.IMAGE_CORRUPT, "the image was changed while it was imported");
    }

    boolean stop() {
        boolean ended = ProcessEnd.endAll(this::find);
        try {
            boolean removed = Durable.remove(pool.partial(volume));
            return removed || ended;
        } catch (IOException e) {
            throw Failures.storage("the unfinished volume " + volume + " cannot be removed", e);
        }
    }

    private void convert(Path image, ImageInfo info, EffectGuard guard, Heartbeat heartbeat) {
        // The default cache mode of the target is "unsafe": it would end without the data being on the disk.
        List<String> command = List.of(
                "qemu-img",
                "convert",
                "-p",
                "-f",
                info.format().wireName(),
                "-O",
                "qcow2",
                "-t",
                "writeback",
                "-o",
                "compat=1.1",
                image.toAbsolutePath().normalize().toString(),
                pool.partial(volume).toString());
        Tool tool = new Tool(command, pool.mark("import", volume), Tool.Limits.HOSTILE, NICENESS);
        AtomicReference<Process> started = new AtomicReference<>();
        guard.make(() -> started.set(tools.startDetached(tool, pool.output(volume))));
        Process process = started.get();
        try {
            while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                heartbeat.beat(progress(info), ToolOutput.lastChange(pool.partial(volume)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(FailureCode.DEADLINE_EXCEEDED, "the import was interrupted", Map.of(), e);
        }
        if (process.exitValue() != 0) {
            throw failed(info, tool, process.exitValue());
        }
    }

    private Progress progress(ImageInfo info) {
        long done = (long) (ToolOutput.fraction(pool.output(volume)) * info.virtualSizeBytes());
        return new Progress("convert", done, info.virtualSizeBytes(), 0);
    }

    private LonghaulException failed(ImageInfo info, Tool tool, int status) {
        LonghaulException failure = ToolRunner.failed(tool, status, ToolOutput.words(pool.output(volume)));
        boolean killed = status > 128;
        if (failure.failure().code() == FailureCode.STORAGE_FULL || killed || info.format() == ImageFormat.RAW) {
            return failure;
        }
        // A parser that gives up on a compressed or mapped image is the image's fault, once the disk is not full.
        return LonghaulException.of(
                FailureCode.IMAGE_CORRUPT,
                "QEMU cannot read the image",
                failure.failure().facts());
    }

    private List<ProcessIdentity> find() {
        return Processes.withEnvironment(Tool.MARK + "=" + pool.mark("import", volume));
    }
}
