package io.longhaul.workflows.plan;

/**
 * Plan of {@code stop-vm}.
 *
 * @param vm the VM
 * @param graceSeconds how long the guest may take, in seconds; 0: none
 */
public record StopVmPlan(VmRef vm, int graceSeconds) implements JobPlan {}
