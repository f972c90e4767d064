package io.longhaul.inventory.job;

import io.longhaul.inventory.Ids;
import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.inventory.lock.LockTable;
import io.longhaul.inventory.lock.LockTable.Part;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.inventory.placement.Placement;
import io.longhaul.inventory.placement.PlacementRequest;
import io.longhaul.inventory.template.TemplateRow;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.inventory.volume.NewVolume;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.Operation;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.DiskPlan;
import io.longhaul.workflows.plan.NicPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.plan.VolumeRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Accepts {@code clone-vm}: checks it, places the VM, names what will be made. */
final class CloneVmDraft {
    private static final long MIB = 1024 * 1024;

    private final Placement placement;
    private final GuestSeed seeds;

    CloneVmDraft(JobServiceConfig config) {
        this.placement = new Placement(config.vcpuOvercommit());
        this.seeds = new GuestSeed(config);
    }

    Draft draft(Handle handle, String scope, CloneVm request) {
        ReadinessCheck.check(request.readiness());
        List<Source> sources = sources(handle, scope, request);
        String tenant = scope == null ? sources.get(0).template().view().tenant() : scope;
        if (Vms.resolve(handle, tenant, request.name()).isPresent()) {
            throw LonghaulException.atField(
                    FailureCode.NAME_TAKEN, "/name", "There is a VM '" + request.name() + "' already.");
        }
        NodeView node = placement.choose(handle, needs(request, sources));
        VmRef vm = new VmRef(Ids.vm(), request.name(), tenant, node.name());
        List<DiskPlan> disks = disks(sources);
        GuestSeed.Sealed sealed = seeds.seal(vm, request);
        CloneVmPlan plan = new CloneVmPlan(
                vm,
                request.vcpus(),
                request.memoryMib(),
                disks,
                request.nics().stream()
                        .map(nic -> new NicPlan(nic.network(), Ids.mac()))
                        .toList(),
                sealed.seed(),
                request.readiness(),
                request.flatten(),
                request.flattenBandwidthMibps());
        return new Draft(
                tenant,
                new Draft.About(vm.id(), null, disks.get(0).template(), vm.node()),
                sealed.request(),
                plan,
                "clone %s from %s on %s"
                        .formatted(vm.name(), sources.get(0).template().view().name(), vm.node()),
                creates(plan),
                locks(plan),
                List.of(),
                (transaction, job) -> insert(transaction, plan, job));
    }

    private record Source(TemplateRow template, long capacityBytes) {}

    private static List<Source> sources(Handle handle, String scope, CloneVm request) {
        List<Source> sources = new ArrayList<>();
        sources.add(source(handle, scope, request.template(), request.capacityMib(), ""));
        for (int i = 0; i < request.dataDisks().size(); i++) {
            CloneVm.DataDisk disk = request.dataDisks().get(i);
            sources.add(source(handle, scope, disk.template(), disk.capacityMib(), "/dataDisks/" + i));
        }
        return sources;
    }

    private static Source source(Handle handle, String scope, String reference, Long capacityMib, String at) {
        TemplateRow template = Lookups.template(handle, scope, reference, true, at + "/template");
        String id = template.view().id();
        Locks.requireFree(handle, LockTable.needs(Operation.CLONE_VM, Part.TEMPLATE, List.of(id)));
        if (template.view().state() != TemplateState.READY) {
            throw LonghaulException.of(
                    FailureCode.STATE_CONFLICT,
                    "Template %s is %s; only one that is READY can be cloned."
                            .formatted(template.view().name(), template.view().state()),
                    Map.of("template", id, "state", template.view().state().name()));
        }
        long bytes = template.view().virtualBytes();
        if (capacityMib != null && capacityMib * MIB < bytes) {
            throw LonghaulException.atField(
                    FailureCode.SIZE_TOO_SMALL,
                    at + "/capacityMib",
                    "Template %s has %d MiB; %d MiB is less."
                            .formatted(template.view().name(), (bytes + MIB - 1) / MIB, capacityMib));
        }
        return new Source(template, capacityMib == null ? bytes : capacityMib * MIB);
    }

    private static PlacementRequest needs(CloneVm request, List<Source> sources) {
        return new PlacementRequest(
                request.cluster(),
                request.node(),
                sources.stream().map(source -> source.template().view().node()).collect(Collectors.toSet()),
                sources.stream()
                        .map(source -> source.template().view().storage())
                        .collect(Collectors.toSet()),
                request.nics().stream().map(CloneVm.Nic::network).collect(Collectors.toSet()),
                request.vcpus(),
                request.memoryMib());
    }

    private static List<DiskPlan> disks(List<Source> sources) {
        List<DiskPlan> disks = new ArrayList<>();
        for (Source source : sources) {
            disks.add(new DiskPlan(
                    disks.size(),
                    new VolumeRef(Ids.volume(), source.template().view().storage()),
                    source.template().volume(),
                    source.template().view().id(),
                    source.capacityBytes()));
        }
        return disks;
    }

    private static Map<String, String> creates(CloneVmPlan plan) {
        Map<String, String> creates = new LinkedHashMap<>();
        creates.put("vm", plan.vm().id());
        plan.disks()
                .forEach(disk ->
                        creates.put("volume." + disk.index(), disk.volume().id()));
        return creates;
    }

    private static List<LockNeed> locks(CloneVmPlan plan) {
        Map<Part, List<String>> objects = Map.of(
                Part.VM, List.of(plan.vm().id()),
                Part.VOLUME, texts(plan, disk -> disk.volume().id()),
                Part.TEMPLATE, texts(plan, DiskPlan::template));
        return objects.entrySet().stream()
                .flatMap(part -> LockTable.needs(Operation.CLONE_VM, part.getKey(), part.getValue()).stream())
                .toList();
    }

    private static List<String> texts(CloneVmPlan plan, Function<DiskPlan, String> text) {
        return plan.disks().stream().map(text).distinct().toList();
    }

    private static void insert(Handle handle, CloneVmPlan plan, String job) {
        VmRef vm = plan.vm();
        List<String> volumes =
                plan.disks().stream().map(disk -> disk.volume().id()).toList();
        Vms.insert(handle, vm, plan.vcpus(), plan.memoryMib(), volumes, job);
        for (DiskPlan disk : plan.disks()) {
            NewVolume volume = new NewVolume(
                    disk.volume().id(),
                    vm.tenant(),
                    vm.id(),
                    disk.index(),
                    disk.template(),
                    disk.volume().storage(),
                    vm.node(),
                    disk.capacityBytes(),
                    false);
            Volumes.insert(handle, volume, job);
        }
    }
}
