package io.longhaul.host.flatten;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.libvirt.DomainDocument;
import io.longhaul.host.storage.OfflineFlatten;
import io.longhaul.host.storage.PullRecord;
import io.longhaul.host.storage.Storage;
import io.longhaul.host.storage.VolumeFacts;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one volume independent. It looks at the facts, does or joins what they ask for, and looks again: by block pull
 * while the VM runs, by a tool while it is off, whatever the VM does in between. It is done when the file's header names
 * no backing file and a running QEMU uses none.
 */
public final class VolumeFlatten {
    private static final int MOST_FRUITLESS = 3;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HostParts host;
    private final FlattenSpec spec;
    private final Heartbeat heartbeat;
    private final Storage storage;
    private final PullRecord pull;

    /** A flatten of that volume, for as long as the heartbeat allows. */
    public VolumeFlatten(HostParts host, FlattenSpec spec, Heartbeat heartbeat) {
        this.host = host;
        this.spec = spec;
        this.heartbeat = heartbeat;
        this.storage = host.storage(spec.volume());
        this.pull = storage.pullRecord(spec.volume().id());
    }

    /**
     * Runs until the volume is independent.
     *
     * @throws LonghaulException {@code PREEMPTED} when another job has taken the volume over or the work was stopped
     */
    public Outcome run() {
        boolean changed = false;
        int fruitless = 0;
        while (true) {
            requireHeld();
            boolean running = host.domains().running(spec.vm());
            if (!running && pull.open()) {
                // Its QEMU is gone and may have taken the tables of the pull with it.
                host.fence().begin(spec.volume().id(), spec.fence(), pull::restoreParent);
            }
            if (independent(running) && onDisk()) {
                return new Outcome(changed ? "flattened" : "is independent already", changed);
            }
            heartbeat.beat(Progress.phase(running ? "block pull" : "rebase"));
            String words = running ? online().run() : offline();
            changed = true;
            boolean same = running == host.domains().running(spec.vm());
            fruitless = same && !independent(running) ? fruitless + 1 : 0;
            if (fruitless >= MOST_FRUITLESS) {
                throw fruitless(running, words);
            }
            if (fruitless > 0) {
                Pause.of(PAUSE);
            }
        }
    }

    /**
     * Whether what the facts say would survive QEMU. After a block pull the header is written and the tables may still be
     * in QEMU's memory: killed now, it would leave a disk of zeros that depends on nothing.
     */
    private boolean onDisk() {
        if (!pull.open()) {
            return true;
        }
        boolean flushed = liveDisk()
                .flatMap(DomainDocument.Disk::node)
                .map(node -> host.blockJobs().flush(spec.vm(), node))
                .orElse(false);
        if (flushed) {
            confirm();
        }
        return flushed;
    }

    private OnlineFlatten online() {
        return new OnlineFlatten(
                host, spec, heartbeat, storage.disk(spec.volume().id()), this::requireHeld);
    }

    private String offline() {
        OfflineFlatten tool = storage.offlineFlatten(spec.volume().id());
        String words = new OfflineRun(host, spec, heartbeat, tool, this::requireHeld).run();
        // Only an exit that was seen proves that the tool has flushed; after any other the parent is given back.
        if (tool.succeeded() && independent(false)) {
            confirm();
        }
        return words;
    }

    /** A newer job may have begun a pull of its own since: its record is not ours to remove. */
    private void confirm() {
        host.fence().under(spec.volume().id(), spec.fence(), () -> {
            pull.confirm();
            return true;
        });
    }

    private boolean independent(boolean running) {
        VolumeFacts facts = storage.facts(spec.volume().id())
                .orElseThrow(() -> LonghaulException.of(
                        FailureCode.WORLD_DISAGREES,
                        "the volume is not in its storage",
                        Map.of("volume", spec.volume().id(), "storage", storage.name())));
        if (!facts.independent()) {
            return false;
        }
        return !running || liveDisk().map(disk -> disk.chain().isEmpty()).orElse(true);
    }

    private Optional<DomainDocument.Disk> liveDisk() {
        return host.domains()
                .document(spec.vm())
                .flatMap(domain -> domain.disk(storage.disk(spec.volume().id())));
    }

    /** A newer epoch is what pre-emption looks like from here; it is no contradiction, the job waits for its lock. */
    private void requireHeld() {
        try {
            host.fence().check(spec.volume().id(), spec.fence());
        } catch (LonghaulException e) {
            if (e.failure().code() == FailureCode.EPOCH_STALE) {
                throw LonghaulException.of(
                        FailureCode.PREEMPTED,
                        e.failure().message(),
                        e.failure().facts());
            }
            throw e;
        }
    }

    private LonghaulException fruitless(boolean running, String words) {
        Storage.Space space = storage.space();
        boolean full = space.freeBytes() < 1 << 20 || io.longhaul.host.Failures.saysFull(words);
        FailureCode otherwise = running ? FailureCode.LIBVIRT_ERROR : FailureCode.TOOL_FAILED;
        return LonghaulException.of(
                full ? FailureCode.STORAGE_FULL : otherwise,
                (running ? "the block pull" : "the rebase") + " ended " + MOST_FRUITLESS + " times without its result",
                Map.of(
                        "volume", spec.volume().id(),
                        "storage", storage.name(),
                        "freeBytes", Long.toString(space.freeBytes()),
                        "words", words));
    }
}
