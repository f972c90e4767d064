package io.longhaul.workflows.port;

import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.VmRef;
import java.time.Instant;

/**
 * A sign of readiness to wait for.
 *
 * @param fence the right to act on the VM
 * @param vm the VM
 * @param readiness the sign, {@code SERIAL} or {@code AGENT}, and for how long
 * @param until when the waiting ends, whichever attempt comes to it
 */
public record ReadinessSpec(Fence fence, VmRef vm, Readiness readiness, Instant until) {}
