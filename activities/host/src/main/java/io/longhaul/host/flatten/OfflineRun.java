package io.longhaul.host.flatten;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.process.Processes;
import io.longhaul.host.storage.OfflineFlatten;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.FlattenSpec;
import java.time.Duration;

/** One run of the tool that flattens a volume that no VM has open: found under way or started, and watched. */
final class OfflineRun {
    private static final Duration POLL = Duration.ofMillis(100);

    private final HostParts host;
    private final FlattenSpec spec;
    private final Heartbeat heartbeat;
    private final OfflineFlatten tool;
    private final Runnable requireHeld;

    OfflineRun(HostParts host, FlattenSpec spec, Heartbeat heartbeat, OfflineFlatten tool, Runnable requireHeld) {
        this.host = host;
        this.spec = spec;
        this.heartbeat = heartbeat;
        this.tool = tool;
        this.requireHeld = requireHeld;
    }

    /** Returns the tool's last words when it is gone, whatever became of it; the facts say what. */
    String run() {
        if (!tool.running()) {
            host.fence().begin(spec.volume().id(), spec.fence(), this::startIfUnused);
        }
        Rate rate = new Rate();
        while (tool.running()) {
            requireHeld.run();
            Progress now = tool.progress();
            heartbeat.beat(rate.with(now.phase(), now.bytesDone(), now.bytesTotal()), tool.written());
            Pause.of(POLL);
        }
        return tool.lastWords();
    }

    /** QEMU's image lock would refuse the tool as well; this only says so without a failure. */
    private boolean startIfUnused() {
        if (tool.running()
                || host.domains().running(spec.vm())
                || !Processes.qemuOf(spec.vm()).isEmpty()) {
            return false;
        }
        host.storage(spec.volume()).pullRecord(spec.volume().id()).begin();
        tool.start();
        return true;
    }
}
