package io.longhaul.workflows.support;

import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.plan.DiskPlan;
import io.longhaul.workflows.plan.FlattenVolumePlan;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.plan.NicPlan;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import io.longhaul.workflows.plan.SeedPlan;
import io.longhaul.workflows.plan.StartVmPlan;
import io.longhaul.workflows.plan.StopVmPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.plan.VolumeRef;
import java.util.List;
import java.util.Map;

/** Plans of test jobs, on the node {@code n1}, which has workers; and the node calls of their steps. */
public final class Plans {
    public static final VmRef VM = new VmRef("vm_1", "web-1", "demo", "n1");
    public static final VolumeRef VOLUME = new VolumeRef("vol_1", "local");

    /** One plan per operation, with every step that it can have. */
    public static final Map<String, JobPlan> ALL = Map.of(
            "clone-vm", cloneVm(FlattenPolicy.BACKGROUND, new Readiness(Readiness.Kind.SERIAL, "ready", 60)),
            "flatten-volume", flatten("vol_1"),
            "start-vm", new StartVmPlan(VM, List.of(VOLUME)),
            "stop-vm", new StopVmPlan(VM, 30),
            "delete-vm", new DeleteVmPlan(VM, List.of(VOLUME), List.of()),
            "register-template",
                    new RegisterTemplatePlan("tpl_1", "debian", "demo", "n1", "disk.img", ImageFormat.RAW, VOLUME),
            "delete-template", new DeleteTemplatePlan("tpl_1", "debian", "demo", "n1", VOLUME, List.of()));

    /** Operation, step, the node's call that it makes. */
    public static final List<List<String>> STEPS = List.of(
            List.of("clone-vm", "clone-disk-0", "createDisk"),
            List.of("clone-vm", "write-seed", "writeSeed"),
            List.of("clone-vm", "define-domain", "defineDomain"),
            List.of("clone-vm", "start-domain", "startDomain"),
            List.of("clone-vm", "await-ready", "awaitReady"),
            List.of("flatten-volume", "flatten", "flatten"),
            List.of("start-vm", "quiesce-disks", "quiesceDisks"),
            List.of("start-vm", "start-domain", "startDomain"),
            List.of("stop-vm", "request-shutdown", "requestShutdown"),
            List.of("stop-vm", "await-shutdown", "awaitShutdown"),
            List.of("stop-vm", "destroy-domain", "destroyDomain"),
            List.of("delete-vm", "destroy-domain", "destroyDomain"),
            List.of("delete-vm", "undefine-domain", "undefineDomain"),
            List.of("delete-vm", "remove-disk-0", "removeDisk"),
            List.of("register-template", "import-image", "importImage"),
            List.of("delete-template", "remove-disk", "removeDisk"));

    /** What undoes a step, of those that are undone. */
    public static final Map<String, String> UNDO = Map.of(
            "clone-vm clone-disk-0", "removeDisk",
            "clone-vm write-seed", "undefineDomain",
            "clone-vm define-domain", "undefineDomain",
            "clone-vm start-domain", "destroyDomain",
            "register-template import-image", "removeDisk");

    private Plans() {}

    public static List<String> stepsOf(String operation) {
        return STEPS.stream()
                .filter(row -> row.get(0).equals(operation))
                .map(row -> row.get(1))
                .toList();
    }

    public static FlattenVolumePlan flatten(String volume) {
        return flatten(VM, volume);
    }

    public static FlattenVolumePlan flatten(VmRef vm, String volume) {
        return new FlattenVolumePlan(vm, new VolumeRef(volume, "local"), "tpl_1", 1 << 30, null);
    }

    public static CloneVmPlan cloneVm(FlattenPolicy flatten, Readiness readiness) {
        return cloneVm(VM, flatten, readiness);
    }

    public static CloneVmPlan cloneVm(VmRef vm, FlattenPolicy flatten, Readiness readiness) {
        DiskPlan disk = new DiskPlan(0, VOLUME, new VolumeRef("vol_0", "local"), "tpl_1", 1 << 30);
        return new CloneVmPlan(
                vm,
                1,
                256,
                List.of(disk),
                List.of(new NicPlan("default", "52:54:00:00:00:01")),
                new SeedPlan("iid-1", "web-1", List.of(), null),
                readiness,
                flatten,
                null);
    }
}
