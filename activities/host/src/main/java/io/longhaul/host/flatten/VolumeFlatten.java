package io.longhaul.host.flatten;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.libvirt.DomainDocument;
import io.longhaul.host.storage.Storage;
import io.longhaul.host.storage.VolumeFacts;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.Outcome;
import java.time.Duration;
import java.util.List;
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

    /** A flatten of that volume, for as long as the heartbeat allows. */
    public VolumeFlatten(HostParts host, FlattenSpec spec, Heartbeat heartbeat) {
        this.host = host;
        this.spec = spec;
        this.heartbeat = heartbeat;
        this.storage = host.storage(spec.volume());
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
            if (independent(running)) {
                liveDisk().ifPresent(disk -> host.blockJobs().flush(spec.vm(), disk.alias()));
                return new Outcome(changed ? "flattened" : "is independent already", changed);
            }
            heartbeat.beat(Progress.phase(running ? "block pull" : "rebase"));
            String words = running ? online().run() : offline().run();
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

    private OnlineFlatten online() {
        return new OnlineFlatten(
                host, spec, heartbeat, storage.file(spec.volume().id()), this::requireHeld);
    }

    private OfflineRun offline() {
        return new OfflineRun(
                host, spec, heartbeat, storage.offlineFlatten(spec.volume().id()), this::requireHeld);
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
        return !running || liveChain().isEmpty();
    }

    private List<String> liveChain() {
        return liveDisk().map(DomainDocument.Disk::chain).orElse(List.of());
    }

    /** The disk as the running domain has it; empty when it is off. */
    private Optional<DomainDocument.Disk> liveDisk() {
        return host.domains()
                .document(spec.vm())
                .flatMap(domain -> domain.disk(storage.file(spec.volume().id())))
                .filter(disk -> !disk.alias().isEmpty());
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
