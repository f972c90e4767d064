package io.longhaul.workflows.plan;

import java.util.List;

/**
 * Plan of {@code stop-vm}.
 *
 * @param vm the VM
 * @param graceSeconds how long the guest may take, in seconds; 0: none
 */
public record StopVmPlan(VmRef vm, int graceSeconds) implements JobPlan {
    @Override
    public List<Changeable> changeable() {
        return List.of(new Changeable(
                "await-shutdown",
                "graceSeconds",
                0,
                3600,
                false,
                "how long the guest may still take, in seconds from the retry on; 0: none",
                graceSeconds));
    }
}
