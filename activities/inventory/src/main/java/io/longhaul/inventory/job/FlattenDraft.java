package io.longhaul.inventory.job;

import io.longhaul.inventory.job.Acceptor.Origin;
import io.longhaul.inventory.job.Acceptor.Ownership;
import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.inventory.lock.LockTable;
import io.longhaul.inventory.lock.LockTable.Part;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.inventory.vm.VmRow;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.inventory.volume.VolumeRow;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.api.VolumeState;
import io.longhaul.schemas.api.VolumeView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.Operation;
import io.longhaul.workflows.plan.FlattenVolumePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Accepts {@code flatten-volume}. */
final class FlattenDraft {
    private FlattenDraft() {}

    /**
     * A flatten.
     *
     * @param origin where it comes from; behind a parent that waits for it, it waits for locks that others have
     */
    static Draft draft(Handle handle, Origin origin, FlattenVolume request) {
        String scope = origin.scope();
        boolean ownLocks = origin.locks() != Ownership.PARENT;
        VmRow vm = Volumes.find(handle, request.volume())
                .filter(found -> scope == null || scope.equals(found.view().tenant()))
                .filter(found -> found.view().vm() != null)
                .flatMap(found -> Vms.lock(handle, found.view().vm()))
                .orElseThrow(() -> Lookups.notFound("/volume", "volume of a VM", request.volume()));
        VolumeRow row = Volumes.find(handle, request.volume()).orElseThrow();
        VolumeView volume = row.view();
        List<LockNeed> needs = needs(handle, origin, volume);
        Set<String> busy = origin.locks() == Ownership.OWN_BESIDE_PARENT ? Locks.busy(handle, needs) : Set.of();
        List<LockNeed> takes =
                needs.stream().filter(need -> !busy.contains(need.resource())).toList();
        Locks.requireFree(handle, takes);
        requireDependent(volume, ownLocks);
        if (ownLocks) {
            Lookups.requireSettled(vm, Operation.FLATTEN_VOLUME);
        }
        return new Draft(
                volume.tenant(),
                new Draft.About(vm.view().id(), volume.id(), volume.template(), volume.node()),
                request,
                new FlattenVolumePlan(
                        vm.ref(), row.ref(), volume.template(), volume.capacityBytes(), request.bandwidthMibps()),
                "flatten %s of %s on %s".formatted(volume.id(), vm.view().name(), volume.node()),
                Map.of(),
                takes,
                needs.stream().filter(need -> busy.contains(need.resource())).toList(),
                Draft.Effect.NONE);
    }

    private static List<LockNeed> needs(Handle handle, Origin origin, VolumeView volume) {
        return switch (origin.locks()) {
            case PARENT -> List.of();
            case OWN -> needs(volume);
            case OWN_BESIDE_PARENT -> Locks.without(handle, origin.parent().lockOwner(), needs(volume));
        };
    }

    private static List<LockNeed> needs(VolumeView volume) {
        return Stream.concat(
                        LockTable.needs(Operation.FLATTEN_VOLUME, Part.VOLUME, List.of(volume.id())).stream(),
                        LockTable.needs(Operation.FLATTEN_VOLUME, Part.TEMPLATE, List.of(volume.template())).stream())
                .toList();
    }

    private static void requireDependent(VolumeView volume, boolean ownLocks) {
        if (volume.independent()) {
            throw conflict(volume, "is independent of its template already");
        }
        if (ownLocks && volume.state() != VolumeState.READY) {
            throw conflict(volume, "is " + volume.state() + "; only one that is READY can be flattened");
        }
    }

    private static LonghaulException conflict(VolumeView volume, String why) {
        return LonghaulException.of(
                FailureCode.STATE_CONFLICT,
                "Volume %s %s.".formatted(volume.id(), why),
                Map.of("volume", volume.id(), "state", volume.state().name()));
    }
}
