package io.longhaul.host.activity;

import io.longhaul.host.HostParts;
import io.longhaul.host.flatten.Pause;
import io.longhaul.host.process.ProcessEnd;
import io.longhaul.host.process.ProcessIdentity;
import io.longhaul.host.process.Processes;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts and ends a VM's QEMU. libvirt's word is never enough here: after a crash it may not know a process that still
 * writes to the disks, so {@code /proc} is asked as well.
 */
final class DomainPower {
    private static final Duration LIBVIRT_GRACE = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final HostParts host;

    DomainPower(HostParts host) {
        this.host = host;
    }

    /** False when it runs already. */
    boolean start(String vm) {
        boolean running = host.domains()
                .active(vm)
                .orElseThrow(() -> LonghaulException.of(
                        FailureCode.WORLD_DISAGREES, "the domain is not defined on this node", Map.of("vm", vm)));
        if (running) {
            requireOnly(vm, 1);
            return false;
        }
        requireOnly(vm, 0);
        boolean started = host.domains().start(vm);
        requireOnly(vm, 1);
        return started;
    }

    /** False when nothing of it ran. */
    boolean end(String vm) {
        boolean destroyed = host.domains().destroy(vm);
        awaitNone(vm);
        boolean killed = ProcessEnd.endAll(() -> Processes.qemuOf(vm));
        return destroyed || killed;
    }

    /** Whether neither libvirt nor the host has anything of the VM running. */
    boolean off(String vm) {
        return !host.domains().running(vm) && Processes.qemuOf(vm).isEmpty();
    }

    private void requireOnly(String vm, int allowed) {
        List<ProcessIdentity> processes = Processes.qemuOf(vm);
        if (processes.size() > allowed) {
            throw LonghaulException.of(
                    FailureCode.SECOND_PROCESS,
                    "another QEMU process of the VM exists",
                    Map.of(
                            "vm",
                            vm,
                            "processes",
                            processes.stream().map(ProcessIdentity::words).collect(Collectors.joining(", ")),
                            "allowed",
                            Integer.toString(allowed)));
        }
    }

    /** libvirt ends what it knows by itself, in order; only what is left then is killed. */
    private static void awaitNone(String vm) {
        long deadline = System.nanoTime() + LIBVIRT_GRACE.toNanos();
        while (!Processes.qemuOf(vm).isEmpty() && System.nanoTime() < deadline) {
            Pause.of(LOOK);
        }
    }
}
