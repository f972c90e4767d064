package io.longhaul.workflows.port;

import java.time.Instant;

/**
 * Waiting for a guest to shut down.
 *
 * @param vm the VM
 * @param until when the waiting ends, whichever attempt comes to it
 */
public record ShutdownWait(VmTarget vm, Instant until) {}
