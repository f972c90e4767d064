package io.longhaul.workflows.delete;

import io.longhaul.schemas.api.VmState;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.plan.VolumeRef;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.InventoryChange.VmPower;
import io.longhaul.workflows.port.InventoryChange.VmRemoved;
import io.longhaul.workflows.port.InventoryChange.VolumeRemoved;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.QuiesceSpec;
import io.longhaul.workflows.port.VmTarget;
import io.longhaul.workflows.port.VolumeTarget;
import io.longhaul.workflows.step.Node;
import io.longhaul.workflows.step.Step;
import io.longhaul.workflows.step.Steps;

/**
 * The steps of a delete. The VM leaves the inventory with its last disk, so that until then the object shows that it is
 * being deleted.
 */
final class DeleteSteps {
    private static final String AWAIT_FLATTENS = "await-flattens";

    private final DeleteVmPlan plan;
    private final Steps steps;
    private final VmRef vm;
    private final Node node;

    DeleteSteps(DeleteVmPlan plan, Steps steps) {
        this.plan = plan;
        this.steps = steps;
        this.vm = plan.vm();
        this.node = new Node(vm.node());
    }

    Step awaitFlattens() {
        return Step.named(AWAIT_FLATTENS)
                .does(() -> {
                    steps.children().cancel(plan.flattens());
                    steps.waiting().untilEnded(AWAIT_FLATTENS, plan.flattens());
                    steps.waiting().untilHeld(AWAIT_FLATTENS);
                    return new Outcome("The flattens have ended.", true);
                })
                .skippable("The flattens are not waited for; their work on the node is ended next.");
    }

    Step quiesceDisks() {
        return Step.named("quiesce-disks")
                .does(() -> node.control("End offline work on the disks of " + vm.name())
                        .quiesceDisks(new QuiesceSpec(steps.fence(), vm.id(), plan.volumes())));
    }

    Step destroyDomain() {
        return Step.named("destroy-domain")
                .does(() -> node.control("End " + vm.name()).destroyDomain(target()))
                .changes(new VmPower(vm.id(), VmState.STOPPED));
    }

    Step undefineDomain() {
        InventoryChange[] changes =
                plan.volumes().isEmpty() ? new InventoryChange[] {new VmRemoved(vm.id())} : new InventoryChange[0];
        return Step.named("undefine-domain")
                .does(() ->
                        node.control("Remove the definition of " + vm.name()).undefineDomain(target()))
                .changes(changes)
                .skippable("The definition stays on the node, to be removed by hand; the disks are removed.", changes);
    }

    Step removeDisk(int disk) {
        VolumeRef volume = plan.volumes().get(disk);
        InventoryChange removed = new VolumeRemoved(volume.id());
        boolean last = disk == plan.volumes().size() - 1;
        InventoryChange[] changes =
                last ? new InventoryChange[] {removed, new VmRemoved(vm.id())} : new InventoryChange[] {removed};
        return Step.named("remove-disk-" + disk)
                .does(() -> node.control("Remove disk " + disk + " of " + vm.name())
                        .removeDisk(new VolumeTarget(steps.fence(), volume, vm.id())))
                .changes(changes)
                .skippable("The file of " + volume.id() + " may stay on the node, to be removed by hand.", changes);
    }

    private VmTarget target() {
        return new VmTarget(steps.fence(), vm);
    }
}
