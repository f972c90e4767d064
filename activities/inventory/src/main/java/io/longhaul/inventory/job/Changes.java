package io.longhaul.inventory.job;

import io.longhaul.inventory.template.Templates;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.workflows.port.InventoryChange;
import org.jdbi.v3.core.Handle;

/** Applies what a step changed in the world to the inventory, in the transaction that records the step. */
final class Changes {
    private Changes() {}

    static void apply(Handle handle, String jobId, InventoryChange change) {
        if (change instanceof InventoryChange.VmPower power) {
            Vms.power(handle, power.vm(), power.state(), jobId);
        } else if (change instanceof InventoryChange.VmRemoved removed) {
            Vms.removed(handle, removed.vm(), jobId);
        } else if (change instanceof InventoryChange.VolumeReady ready) {
            Volumes.ready(handle, ready.volume(), jobId);
        } else if (change instanceof InventoryChange.VolumeIndependent independent) {
            Volumes.independent(handle, independent.volume(), jobId);
        } else if (change instanceof InventoryChange.VolumeRemoved removed) {
            Volumes.removed(handle, removed.volume(), jobId);
        } else if (change instanceof InventoryChange.TemplateReady ready) {
            Templates.ready(handle, ready.template(), ready.virtualBytes(), ready.sha256(), jobId);
        } else if (change instanceof InventoryChange.TemplateRemoved removed) {
            Templates.removed(handle, removed.template(), jobId);
        } else {
            throw new IllegalStateException("not a change that is known: " + change);
        }
    }
}
