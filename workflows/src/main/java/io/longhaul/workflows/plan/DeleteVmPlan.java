package io.longhaul.workflows.plan;

import java.util.List;

/**
 * Plan of {@code delete-vm}.
 *
 * @param vm the VM
 * @param volumes its volumes, all of which are removed
 * @param flattens open flatten jobs of those volumes, which the accept has cancelled; the delete waits for their end
 */
public record DeleteVmPlan(VmRef vm, List<VolumeRef> volumes, List<String> flattens) implements JobPlan {
    public DeleteVmPlan {
        volumes = List.copyOf(volumes);
        flattens = List.copyOf(flattens);
    }

    @Override
    public String noReturn() {
        return "destroy-domain";
    }
}
