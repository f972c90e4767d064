package io.longhaul.workflows.port;

/**
 * Whether a host that was confirmed off takes steps again.
 *
 * @param admitted whether it does
 * @param epoch the node's epoch; newer than the one asked with when the host was confirmed off once more
 */
public record AdmissionAnswer(boolean admitted, long epoch) {}
