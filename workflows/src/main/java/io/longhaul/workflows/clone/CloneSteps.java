package io.longhaul.workflows.clone;

import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.DiskPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.DiskSpec;
import io.longhaul.workflows.port.DomainSpec;
import io.longhaul.workflows.port.InventoryChange.VmPower;
import io.longhaul.workflows.port.InventoryChange.VmRemoved;
import io.longhaul.workflows.port.InventoryChange.VolumeReady;
import io.longhaul.workflows.port.InventoryChange.VolumeRemoved;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.ReadinessSpec;
import io.longhaul.workflows.port.SeedSpec;
import io.longhaul.workflows.port.VmTarget;
import io.longhaul.workflows.port.VolumeTarget;
import io.longhaul.workflows.step.Completion;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Setting;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** The steps of a clone. */
final class CloneSteps {
    /** The node measures the readiness's own time; this much later it has not answered at all. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final CloneVmPlan plan;
    private final Steps steps;
    private final VmRef vm;
    private final Node node;

    CloneSteps(CloneVmPlan plan, Steps steps) {
        this.plan = plan;
        this.steps = steps;
        this.vm = plan.vm();
        this.node = new Node(vm.node());
    }

    Step cloneDisk(DiskPlan disk) {
        String volume = disk.volume().id();
        return Step.named("clone-disk-" + disk.index())
                .does(() -> node.control("Clone disk " + disk.index() + " of " + vm.name())
                        .createDisk(new DiskSpec(steps.fence(), disk)))
                .undoneBy(
                        () -> node.control("Remove disk " + disk.index() + " of " + vm.name())
                                .removeDisk(new VolumeTarget(steps.fence(), disk.volume(), vm.id())),
                        new VolumeRemoved(volume))
                .changes(new VolumeReady(volume));
    }

    Step writeSeed() {
        return Step.named("write-seed")
                .does(() -> node.control("Write the NoCloud disk of " + vm.name())
                        .writeSeed(new SeedSpec(steps.fence(), vm, seedStorage(), plan.seed())))
                .undoneBy(() ->
                        node.control("Remove the NoCloud disk of " + vm.name()).undefineDomain(target()));
    }

    Step defineDomain() {
        Step define = Step.named("define-domain")
                .does(() -> node.control("Define " + vm.name()).defineDomain(domain()))
                .undoneBy(() -> node.control("Undefine " + vm.name()).undefineDomain(target()), new VmRemoved(vm.id()));
        return plan.readiness().kind() == Readiness.Kind.DEFINED
                ? define.changes(new VmPower(vm.id(), VmState.STOPPED))
                : define;
    }

    Step flattenDisk(DiskPlan disk) {
        String name = "flatten-disk-" + disk.index();
        return Step.named(name)
                .does(() -> steps.children().untilSucceeded(name, key -> flatten(key, disk, true)))
                .undoneSince(1, () -> steps.children().endAll())
                .skippable("The VM starts while disk " + disk.index() + " still depends on its template.");
    }

    Step startDomain() {
        return Step.named("start-domain")
                .does(() -> node.control("Start " + vm.name()).startDomain(target()))
                .undoneBy(() -> node.control("End " + vm.name()).destroyDomain(target()))
                .changes(new VmPower(vm.id(), VmState.RUNNING));
    }

    Step awaitReady() {
        String name = "await-ready";
        Readiness readiness = plan.readiness();
        Setting timeout = steps.setting(name, "timeoutSeconds");
        return Step.named(name)
                .does(() -> ready(
                        new Readiness(readiness.kind(), readiness.pattern(), timeout.value()),
                        Duration.ofSeconds(timeout.value())))
                .retriedWith(timeout)
                .skippable("The clone counts as ready without its sign of readiness.");
    }

    private Outcome ready(Readiness readiness, Duration time) {
        Instant until = Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(time);
        return node.waiting(
                "Wait until " + vm.name() + " is ready (" + readiness.kind().wireName() + ")",
                time.plus(ANSWER),
                wait -> wait.awaitReady(new ReadinessSpec(steps.fence(), vm, readiness, until)));
    }

    Completion completion() {
        Completion completion = Completion.of("vm", vm.id()).with("node", vm.node());
        for (DiskPlan disk : plan.disks()) {
            completion = completion.with("volume." + disk.index(), disk.volume().id());
        }
        return plan.flatten() == FlattenPolicy.BACKGROUND
                ? completion.followedBy(plan.disks().stream()
                        .map(disk -> flatten("flatten-disk-" + disk.index(), disk, false))
                        .toList())
                : completion;
    }

    private ChildRequest flatten(String key, DiskPlan disk, boolean underParentLocks) {
        return new ChildRequest(
                key, new FlattenVolume(disk.volume().id(), plan.flattenBandwidthMibps()), underParentLocks);
    }

    private DomainSpec domain() {
        String seed = plan.seed() == null ? null : seedStorage();
        return new DomainSpec(steps.fence(), vm, plan.vcpus(), plan.memoryMib(), plan.disks(), plan.nics(), seed);
    }

    private VmTarget target() {
        return new VmTarget(steps.fence(), vm);
    }

    private String seedStorage() {
        return plan.disks().get(0).volume().storage();
    }
}
