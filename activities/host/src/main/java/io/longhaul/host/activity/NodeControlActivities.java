package io.longhaul.host.activity;

import io.longhaul.host.HostParts;
import io.longhaul.host.flatten.FlattenStop;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.plan.VolumeRef;
import io.longhaul.workflows.port.DiskSpec;
import io.longhaul.workflows.port.DomainSpec;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.QuiesceSpec;
import io.longhaul.workflows.port.SeedSpec;
import io.longhaul.workflows.port.VmTarget;
import io.longhaul.workflows.port.VolumeTarget;
import java.util.function.Supplier;

/** The short steps of a node. Each effect is made under the fence of the one resource that it changes. */
public final class NodeControlActivities implements NodeControl {
    private final HostParts host;
    private final DomainPower power;
    private final DomainRemoval removal;
    private final SealKey sealKey;

    /** The steps over those parts. */
    public NodeControlActivities(HostParts host) {
        this.host = host;
        this.power = new DomainPower(host);
        this.removal = new DomainRemoval(host, power);
        this.sealKey = new SealKey(host.config().sealKey());
    }

    @Override
    public void ping() {
        // That it is answered is the answer.
    }

    @Override
    public Outcome createDisk(DiskSpec spec) {
        VolumeRef volume = spec.disk().volume();
        return under(spec.fence(), volume.id(), () -> {
            boolean made = host.storage(volume)
                    .cloneVolume(
                            volume.id(), spec.disk().parent().id(), spec.disk().capacityBytes());
            return new Outcome(made ? "overlay made" : "overlay was there", made);
        });
    }

    @Override
    public Outcome removeDisk(VolumeTarget target) {
        return under(target.fence(), target.volume().id(), () -> {
            boolean removed =
                    host.storage(target.volume()).remove(target.volume().id());
            return new Outcome(removed ? "removed" : "was gone already", removed);
        });
    }

    @Override
    public Outcome writeSeed(SeedSpec spec) {
        return under(spec.fence(), spec.vm().id(), () -> {
            String userData = sealKey.open(spec.vm().id(), spec.seed().sealedUserData());
            Storage storage = host.storage(spec.storage());
            boolean written = host.seedDisk().write(storage.seedFile(spec.vm().id()), spec.seed(), userData);
            return new Outcome(written ? "NoCloud disk written" : "NoCloud disk was there", written);
        });
    }

    @Override
    public Outcome defineDomain(DomainSpec spec) {
        return under(spec.fence(), spec.vm().id(), () -> {
            if (host.domains().running(spec.vm().id())) {
                return new Outcome("is defined and runs", false);
            }
            host.domains().define(new DomainBuild(host).xml(spec));
            return new Outcome("defined", true);
        });
    }

    @Override
    public Outcome quiesceDisks(QuiesceSpec spec) {
        return run(spec.fence(), spec.vm(), () -> {
            int ended = 0;
            for (VolumeRef volume : spec.volumes()) {
                // Under the newer epoch: no work of the older one begins again once the lock is free.
                boolean stopped = host.fence().under(volume.id(), spec.fence(), () -> quiesce(spec.vm(), volume));
                ended += stopped ? 1 : 0;
            }
            return new Outcome(
                    "offline work ended on " + ended + " of " + spec.volumes().size() + " disks", ended > 0);
        });
    }

    private boolean quiesce(String vm, VolumeRef volume) {
        Storage storage = host.storage(volume);
        boolean stopped = storage.offlineFlatten(volume.id()).stop();
        if (power.off(vm)) {
            // The VM must not start from a disk whose flatten was cut off between header and tables.
            storage.pullRecord(volume.id()).restoreParent();
        }
        return stopped;
    }

    @Override
    public Outcome startDomain(VmTarget target) {
        return under(target.fence(), target.vm().id(), () -> {
            boolean started = power.start(target.vm().id());
            return new Outcome(started ? "started" : "runs already", started);
        });
    }

    @Override
    public Outcome requestShutdown(VmTarget target) {
        return under(target.fence(), target.vm().id(), () -> {
            if (!host.domains().running(target.vm().id())) {
                return new Outcome("is off already", false);
            }
            boolean asked = host.domains().shutdown(target.vm().id());
            return new Outcome(asked ? "guest asked to shut down" : "is off already", asked);
        });
    }

    @Override
    public Outcome destroyDomain(VmTarget target) {
        return under(target.fence(), target.vm().id(), () -> {
            boolean ended = power.end(target.vm().id());
            return new Outcome(ended ? "ended" : "was off already", ended);
        });
    }

    @Override
    public Outcome undefineDomain(VmTarget target) {
        return under(
                target.fence(),
                target.vm().id(),
                () -> removal.remove(target.vm().id()));
    }

    @Override
    public Outcome stopFlatten(VolumeTarget target) {
        return run(
                target.fence(),
                target.volume().id(),
                () -> unlessTakenOver(() -> {
                    boolean stopped = new FlattenStop(host).stop(target.volume(), target.vm(), target.fence());
                    return new Outcome(stopped ? "flatten stopped" : "no flatten was running", stopped);
                }));
    }

    @Override
    public Outcome stopImport(VolumeTarget target) {
        String volume = target.volume().id();
        return run(
                target.fence(),
                volume,
                () -> unlessTakenOver(() -> {
                    boolean stopped = host.fence()
                            .stop(
                                    volume,
                                    target.fence(),
                                    () -> host.storage(target.volume()).stopImport(volume));
                    return new Outcome(stopped ? "import stopped" : "no import was running", stopped);
                }));
    }

    /** A newer job that has the volume has ended our work on it, or goes on with it as its own. */
    private static Outcome unlessTakenOver(Supplier<Outcome> stop) {
        try {
            return stop.get();
        } catch (LonghaulException e) {
            if (e.failure().code() == FailureCode.EPOCH_STALE) {
                return new Outcome("a newer job has the volume; nothing of this one runs", false);
            }
            throw e;
        }
    }

    private Outcome under(Fence fence, String resource, Supplier<Outcome> effect) {
        return run(fence, resource, () -> host.fence().under(resource, fence, effect));
    }

    private Outcome run(Fence fence, String resource, Supplier<Outcome> body) {
        return ActivityRun.of(host.config(), fence.jobId(), resource, heartbeat -> body.get());
    }
}
