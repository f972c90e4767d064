package io.longhaul.inventory.job;

import io.longhaul.inventory.template.Templates;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import org.jdbi.v3.core.Handle;

/**
 * Brings the objects of a job that ends into a lasting state: what was to be made and was not is deleted, what was to be
 * deleted and was not is as before. What the steps have already said is not said again.
 */
final class Settlement {
    private Settlement() {}

    static void settle(Handle handle, JobRow job, JobState state) {
        JobPlan plan = job.plan();
        boolean succeeded = state == JobState.SUCCEEDED;
        if (plan instanceof CloneVmPlan clone && succeeded) {
            Vms.settled(handle, clone.vm().id(), job.id());
        } else if (plan instanceof CloneVmPlan clone) {
            clone.disks().forEach(disk -> Volumes.removed(handle, disk.volume().id(), job.id()));
            Vms.removed(handle, clone.vm().id(), job.id());
        } else if (plan instanceof RegisterTemplatePlan register && !succeeded) {
            Volumes.removed(handle, register.volume().id(), job.id());
            Templates.removed(handle, register.template(), job.id());
        } else if (plan instanceof DeleteVmPlan delete) {
            settle(handle, job, delete, succeeded);
        } else if (plan instanceof DeleteTemplatePlan delete) {
            settle(handle, job, delete, succeeded);
        }
    }

    private static void settle(Handle handle, JobRow job, DeleteVmPlan plan, boolean succeeded) {
        if (succeeded) {
            plan.volumes().forEach(volume -> Volumes.removed(handle, volume.id(), job.id()));
            Vms.removed(handle, plan.vm().id(), job.id());
        } else {
            plan.volumes().forEach(volume -> Volumes.restore(handle, volume.id(), job.id()));
            Vms.restore(handle, plan.vm().id(), job.id());
        }
    }

    private static void settle(Handle handle, JobRow job, DeleteTemplatePlan plan, boolean succeeded) {
        if (succeeded) {
            Volumes.removed(handle, plan.volume().id(), job.id());
            Templates.removed(handle, plan.template(), job.id());
        } else {
            Volumes.restore(handle, plan.volume().id(), job.id());
            Templates.restore(handle, plan.template(), job.id());
        }
    }
}
