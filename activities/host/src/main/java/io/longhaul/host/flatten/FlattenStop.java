package io.longhaul.host.flatten;

import io.longhaul.host.HostParts;
import io.longhaul.host.libvirt.BlockJob;
import io.longhaul.host.libvirt.DomainDocument;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.plan.VolumeRef;
import io.longhaul.workflows.port.Fence;
import java.util.Map;
import java.util.Optional;

/** Stops the flatten of a volume, in whichever of its two forms it runs, and sees that it has stopped. */
public final class FlattenStop {
    private final HostParts host;

    /** Stops flattens of that host. */
    public FlattenStop(HostParts host) {
        this.host = host;
    }

    /**
     * Stops it, and lets none begin again at this epoch.
     *
     * @param vm the VM that has the volume; null: none
     * @return whether anything was running
     * @throws LonghaulException {@code EPOCH_STALE} when another job has the volume
     */
    public boolean stop(VolumeRef volume, String vm, Fence fence) {
        return host.fence().stop(volume.id(), fence, () -> {
            boolean tool = host.storage(volume).offlineFlatten(volume.id()).stop();
            boolean job = vm != null && abortPull(volume, vm);
            return tool || job;
        });
    }

    private boolean abortPull(VolumeRef volume, String vm) {
        Storage storage = host.storage(volume);
        Optional<String> target = host.domains()
                .document(vm)
                .flatMap(domain -> domain.disk(storage.disk(volume.id())))
                .map(DomainDocument.Disk::target);
        if (target.isEmpty() || find(vm, target.get()).isEmpty()) {
            return false;
        }
        host.blockJobs().abort(vm, target.get());
        if (find(vm, target.get()).isPresent()) {
            throw LonghaulException.of(
                    FailureCode.DEADLINE_EXCEEDED,
                    "the block job survives its abort",
                    Map.of("vm", vm, "disk", target.get(), "call", "abort the block job"));
        }
        return true;
    }

    private Optional<BlockJob> find(String vm, String target) {
        return host.blockJobs().find(vm, target).filter(job -> job.type() == BlockJob.PULL);
    }
}
