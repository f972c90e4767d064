package io.longhaul.host.activity;

import io.longhaul.host.HostParts;
import io.longhaul.host.flatten.Pause;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.NodeWait;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.ReadinessSpec;
import io.longhaul.workflows.port.ShutdownWait;
import java.time.Duration;
import java.time.Instant;

/** The waits of a node for its guests. They change nothing, so an attempt that is lost leaves nothing behind. */
public final class NodeWaitActivities implements NodeWait {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final HostParts host;
    private final DomainPower power;

    /** The waits over those parts. */
    public NodeWaitActivities(HostParts host) {
        this.host = host;
        this.power = new DomainPower(host);
    }

    @Override
    public Outcome awaitReady(ReadinessSpec spec) {
        String vm = spec.vm().id();
        ReadinessWait wait = new ReadinessWait(host, vm, spec.readiness(), spec.until());
        return ActivityRun.of(host.config(), spec.fence().jobId(), vm, wait::run);
    }

    @Override
    public boolean awaitShutdown(ShutdownWait wait) {
        String vm = wait.vm().vm().id();
        return ActivityRun.of(host.config(), wait.vm().fence().jobId(), vm, heartbeat -> {
            while (!power.off(vm)) {
                if (Instant.now().isAfter(wait.until())) {
                    return false;
                }
                heartbeat.beat(Progress.phase("waiting for the guest to shut down"));
                Pause.of(LOOK);
            }
            return true;
        });
    }
}
