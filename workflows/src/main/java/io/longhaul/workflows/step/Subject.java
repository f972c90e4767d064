package io.longhaul.workflows.step;

import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.plan.DeleteVmPlan;
import io.longhaul.workflows.plan.FlattenVolumePlan;
import io.longhaul.workflows.plan.JobPlan;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import io.longhaul.workflows.plan.StartVmPlan;
import io.longhaul.workflows.plan.StopVmPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.port.JobInput;
import io.temporal.common.SearchAttributes;

/**
 * What a job is about.
 *
 * @param operation what it does
 * @param vm id of the VM; null where there is none
 * @param name name of the VM or template, for people
 * @param node the node that it works on
 */
public record Subject(Operation operation, String vm, String name, String node) {
    /** What a plan is about. */
    public static Subject of(JobPlan plan) {
        // Java 17 has no pattern switch; the last branch fails loudly for a plan that was forgotten here.
        if (plan instanceof CloneVmPlan clone) {
            return of(Operation.CLONE_VM, clone.vm());
        } else if (plan instanceof FlattenVolumePlan flatten) {
            return of(Operation.FLATTEN_VOLUME, flatten.vm());
        } else if (plan instanceof StartVmPlan start) {
            return of(Operation.START_VM, start.vm());
        } else if (plan instanceof StopVmPlan stop) {
            return of(Operation.STOP_VM, stop.vm());
        } else if (plan instanceof DeleteVmPlan delete) {
            return of(Operation.DELETE_VM, delete.vm());
        } else if (plan instanceof RegisterTemplatePlan register) {
            return new Subject(Operation.REGISTER_TEMPLATE, null, register.name(), register.node());
        } else if (plan instanceof DeleteTemplatePlan delete) {
            return new Subject(Operation.DELETE_TEMPLATE, null, delete.name(), delete.node());
        }
        throw new IllegalArgumentException("no subject for " + plan);
    }

    private static Subject of(Operation operation, VmRef vm) {
        return new Subject(operation, vm.id(), vm.name(), vm.node());
    }

    /** The search attributes that a job's workflow starts with. */
    public SearchAttributes attributes(JobInput input) {
        SearchAttributes.Builder attributes = SearchAttributes.newBuilder()
                .set(Attributes.OPERATION, operation.wireName())
                .set(Attributes.TENANT, input.tenant())
                .set(Attributes.NODE, node)
                .set(Attributes.STATE, JobState.ACCEPTED.name());
        if (vm != null) {
            attributes.set(Attributes.VM, vm);
        }
        if (input.parentJobId() != null) {
            attributes.set(Attributes.PARENT_JOB, input.parentJobId());
        }
        return attributes.build();
    }

    /** One line for the Temporal UI's list: what is done, from where and to where, for whom. */
    public String summary(JobInput input) {
        return Summary.of(input.summary() + " (" + input.tenant() + ")");
    }
}
