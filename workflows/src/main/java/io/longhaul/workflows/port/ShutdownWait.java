package io.longhaul.workflows.port;

/**
 * Waiting for a guest to shut down.
 *
 * @param vm the VM
 * @param seconds how long at most, in seconds
 */
public record ShutdownWait(VmTarget vm, int seconds) {}
