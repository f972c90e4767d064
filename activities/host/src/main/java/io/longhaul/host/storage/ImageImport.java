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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Conversion of an inspected image into a volume. Written beside the volume's name and renamed when it is whole, so
 * that a volume that exists is complete. An unfinished conversion of an earlier attempt is ended and begun again: it
 * leaves no fact by which its success could be known.
 */
public final class ImageImport {
    private static final int NICENESS = 10;
    private static final int POLL_MILLISECONDS = 100;

    private final ImportTarget target;
    private final ToolRunner tools;

    /** An import into that target. */
    public ImageImport(ImportTarget target, ToolRunner tools) {
        this.target = target;
        this.tools = tools;
    }

    /**
     * Runs it, each effect under the guard.
     *
     * @throws LonghaulException {@code IMAGE_CORRUPT} when QEMU cannot read the image, or it was changed meanwhile
     */
    public void run(Path image, ImageInfo info, EffectGuard guard, Heartbeat heartbeat) {
        guard.make(this::stop);
        convert(image, info, guard, heartbeat);
        requireUnchanged(image, info);
        guard.make(this::publish);
    }

    private void publish() {
        target.publish();
        try {
            Files.deleteIfExists(target.output());
        } catch (IOException e) {
            throw Failures.storage("the output of the import cannot be removed", e);
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

    /** Ends the tool, confirmed, and removes what it has written; false: there was nothing. */
    public boolean stop() {
        boolean ended = ProcessEnd.endAll(this::find);
        return target.discard() || ended;
    }

    private void convert(Path image, ImageInfo info, EffectGuard guard, Heartbeat heartbeat) {
        AtomicReference<Process> started = new AtomicReference<>();
        guard.make(() -> started.set(tools.startDetached(tool(image, info), target.output())));
        Process process = started.get();
        try {
            while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                heartbeat.beat(progress(info), target.written());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(FailureCode.DEADLINE_EXCEEDED, "the import was interrupted", Map.of(), e);
        }
        if (process.exitValue() != 0) {
            throw failed(info, process.exitValue());
        }
    }

    private Tool tool(Path image, ImageInfo info) {
        ImportTarget.Destination destination = target.prepare(info);
        List<String> command = new ArrayList<>(
                List.of("qemu-img", "convert", "-p", "-f", info.format().wireName()));
        command.addAll(destination.options());
        command.add(image.toAbsolutePath().normalize().toString());
        command.add(destination.name());
        return new Tool(command, target.mark(), Tool.Limits.HOSTILE, NICENESS);
    }

    private Progress progress(ImageInfo info) {
        long done = (long) (ToolOutput.fraction(target.output()) * info.virtualSizeBytes());
        return new Progress("convert", done, info.virtualSizeBytes(), 0);
    }

    private LonghaulException failed(ImageInfo info, int status) {
        LonghaulException failure = ToolRunner.failed("qemu-img", status, ToolOutput.words(target.output()));
        boolean killed = status > 128;
        boolean ofTarget = target.isBlamedBy(ToolOutput.words(target.output()));
        if (failure.failure().code() == FailureCode.STORAGE_FULL
                || killed
                || ofTarget
                || info.format() == ImageFormat.RAW) {
            return failure;
        }
        // A parser that gives up on a compressed or mapped image is the image's fault, once the target is not.
        return LonghaulException.of(
                FailureCode.IMAGE_CORRUPT,
                "QEMU cannot read the image",
                failure.failure().facts());
    }

    private List<ProcessIdentity> find() {
        return Processes.withEnvironment(Tool.MARK + "=" + target.mark());
    }
}
