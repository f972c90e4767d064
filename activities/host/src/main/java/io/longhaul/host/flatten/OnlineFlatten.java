package io.longhaul.host.flatten;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.libvirt.BlockJob;
import io.longhaul.host.libvirt.DiskSource;
import io.longhaul.host.libvirt.DomainDocument;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.FlattenSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One block pull of a running domain: found under way or started, and watched until it is gone. */
final class OnlineFlatten {
    private static final Duration POLL = Duration.ofMillis(100);

    private final HostParts host;
    private final FlattenSpec spec;
    private final Heartbeat heartbeat;
    private final DiskSource source;
    private final Runnable requireHeld;

    OnlineFlatten(HostParts host, FlattenSpec spec, Heartbeat heartbeat, DiskSource source, Runnable requireHeld) {
        this.host = host;
        this.spec = spec;
        this.heartbeat = heartbeat;
        this.source = source;
        this.requireHeld = requireHeld;
    }

    /** Returns when no block job is left, whatever became of it; the facts say what. */
    String run() {
        Optional<DomainDocument> domain = host.domains().document(spec.vm());
        if (domain.isEmpty()) {
            return "the domain is gone";
        }
        String target = domain.get()
                .disk(source)
                .map(DomainDocument.Disk::target)
                .orElseThrow(() -> LonghaulException.of(
                        FailureCode.WORLD_DISAGREES,
                        "the domain does not have the volume",
                        Map.of("vm", spec.vm(), "volume", spec.volume().id())));
        long bytesPerSecond = spec.bandwidthMibps() == null ? 0 : (long) spec.bandwidthMibps() << 20;
        if (find(target).isPresent()) {
            // It may have begun under another limit, before a retry changed it.
            host.fence().under(spec.volume().id(), spec.fence(), () -> {
                host.blockJobs().limit(spec.vm(), target, bytesPerSecond);
                return true;
            });
        } else {
            host.fence().begin(spec.volume().id(), spec.fence(), () -> {
                host.storage(spec.volume()).pullRecord(spec.volume().id()).begin();
                return host.blockJobs().pull(spec.vm(), target, bytesPerSecond);
            });
        }
        watch(target);
        return "the block job is gone";
    }

    private void watch(String target) {
        Rate rate = new Rate();
        for (Optional<BlockJob> job = find(target); job.isPresent(); job = find(target)) {
            requireHeld.run();
            heartbeat.beat(rate.with("block pull", job.get().done(), job.get().total()));
            Pause.of(POLL);
        }
    }

    private Optional<BlockJob> find(String target) {
        Optional<BlockJob> job = host.blockJobs().find(spec.vm(), target);
        if (job.isPresent() && job.get().type() != BlockJob.PULL) {
            throw LonghaulException.of(
                    FailureCode.WORLD_DISAGREES,
                    "the disk has a block job that is not ours",
                    Map.of(
                            "vm",
                            spec.vm(),
                            "disk",
                            target,
                            "type",
                            Integer.toString(job.get().type())));
        }
        return job;
    }
}
