package io.longhaul.inventory.job;

import io.longhaul.inventory.lock.Holder;
import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.inventory.vm.VmRow;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.inventory.volume.VolumeRow;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.Operation;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.plan.VolumeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Accepts {@code delete-vm}: cancels the flattens of its volumes, and waits for the content of those. */
final class DeleteVmDraft {
    private DeleteVmDraft() {}

    static Draft draft(Handle handle, String scope, String who, DeleteVm request) {
        VmRow vm = Lookups.vm(handle, scope, request.vm());
        List<LockNeed> vmLocks = VmDrafts.vmLocks(Operation.DELETE_VM, vm);
        Locks.requireFree(handle, vmLocks);
        Lookups.requireSettled(vm, Operation.DELETE_VM);
        List<String> flattens = cancelFlattens(handle, vm, who);
        List<VolumeRef> volumes = Volumes.ofVm(handle, vm.view().id()).stream()
                .map(VolumeRow::ref)
                .toList();
        List<LockNeed> contents = VmDrafts.contents(Operation.DELETE_VM, volumes);
        Set<String> busy = busy(handle, contents);
        List<LockNeed> awaits =
                contents.stream().filter(need -> busy.contains(need.resource())).toList();
        List<LockNeed> takes = Stream.concat(
                        vmLocks.stream(), contents.stream().filter(need -> !busy.contains(need.resource())))
                .toList();
        return new Draft(
                vm.view().tenant(),
                new Draft.About(vm.view().id(), null, null, vm.view().node()),
                request,
                new DeleteVmPlan(vm.ref(), volumes, flattens),
                "delete %s on %s".formatted(vm.view().name(), vm.view().node()),
                Map.of(),
                takes,
                awaits,
                (transaction, job) -> markDeleting(transaction, vm, volumes, job));
    }

    private static Set<String> busy(Handle handle, List<LockNeed> contents) {
        List<Holder> holders = Locks.holders(handle, contents);
        holders.stream()
                .filter(holder -> holder.operation() != Operation.FLATTEN_VOLUME)
                .findFirst()
                .ifPresent(holder -> {
                    throw Locks.busy(handle, holder);
                });
        return holders.stream().map(Holder::resource).collect(Collectors.toSet());
    }

    /** The flattens that do not end at once, because a run works on them. */
    private static List<String> cancelFlattens(Handle handle, VmRow vm, String who) {
        List<String> waiting = new ArrayList<>();
        CancelRequest cancel = new CancelRequest(who, "the VM is being deleted");
        for (JobRow flatten : JobRows.lockOpenFlattens(handle, vm.view().id())) {
            if (!Cancellation.request(handle, flatten, cancel)) {
                waiting.add(flatten.id());
            }
        }
        return waiting;
    }

    private static void markDeleting(Handle handle, VmRow vm, List<VolumeRef> volumes, String job) {
        Vms.deleting(handle, vm.view().id(), job);
        volumes.forEach(volume -> Volumes.deleting(handle, volume.id(), job));
    }
}
