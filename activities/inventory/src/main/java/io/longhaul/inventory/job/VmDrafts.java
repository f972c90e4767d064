package io.longhaul.inventory.job;

import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.inventory.lock.LockTable;
import io.longhaul.inventory.lock.LockTable.Part;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.inventory.vm.VmRow;
import io.longhaul.inventory.volume.VolumeRow;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Operation;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.plan.StartVmPlan;
import io.longhaul.workflows.plan.StopVmPlan;
import io.longhaul.workflows.plan.VolumeRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Accepts {@code start-vm} and {@code stop-vm}. */
final class VmDrafts {
    private VmDrafts() {}

    static Draft start(Handle handle, String scope, StartVm request) {
        VmRow vm = Lookups.vm(handle, scope, request.vm());
        Locks.requireFree(handle, vmLocks(Operation.START_VM, vm));
        Lookups.requireSettled(vm, Operation.START_VM);
        List<VolumeRef> volumes = Volumes.ofVm(handle, vm.view().id()).stream()
                .map(VolumeRow::ref)
                .toList();
        List<LockNeed> contents = contents(Operation.START_VM, volumes);
        Preemption.overFlattens(handle, contents);
        List<LockNeed> takes = Stream.concat(vmLocks(Operation.START_VM, vm).stream(), contents.stream())
                .toList();
        return draft(
                vm,
                request,
                new StartVmPlan(vm.ref(), volumes),
                "start " + vm.view().name(),
                takes);
    }

    static Draft stop(Handle handle, String scope, StopVm request) {
        VmRow vm = Lookups.vm(handle, scope, request.vm());
        Locks.requireFree(handle, vmLocks(Operation.STOP_VM, vm));
        Lookups.requireSettled(vm, Operation.STOP_VM);
        JobPlan plan = new StopVmPlan(vm.ref(), request.graceSeconds());
        return draft(vm, request, plan, "stop " + vm.view().name(), vmLocks(Operation.STOP_VM, vm));
    }

    static List<LockNeed> vmLocks(Operation operation, VmRow vm) {
        return LockTable.needs(operation, Part.VM, List.of(vm.view().id()));
    }

    static List<LockNeed> contents(Operation operation, List<VolumeRef> volumes) {
        return LockTable.needs(
                operation, Part.VOLUME, volumes.stream().map(VolumeRef::id).toList());
    }

    private static Draft draft(VmRow vm, JobRequest request, JobPlan plan, String what, List<LockNeed> takes) {
        return new Draft(
                vm.view().tenant(),
                new Draft.About(vm.view().id(), null, null, vm.view().node()),
                request,
                plan,
                what + " on " + vm.view().node(),
                Map.of(),
                takes,
                List.of(),
                Draft.Effect.NONE);
    }
}
