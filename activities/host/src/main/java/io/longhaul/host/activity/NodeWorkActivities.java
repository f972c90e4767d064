package io.longhaul.host.activity;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.flatten.FlattenStop;
import io.longhaul.host.flatten.Pause;
import io.longhaul.host.flatten.VolumeFlatten;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.ImportSpec;
import io.longhaul.workflows.port.ImportedImage;
import io.longhaul.workflows.port.NodeWork;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.ReadinessSpec;
import io.longhaul.workflows.port.ShutdownWait;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * The long steps of a node.
 *
 * <p>INVARIANT: only {@link ActivityCanceledException} ends what runs outside. Its siblings, a worker that shuts down
 * among them, leave it running for the next attempt to join.
 */
public final class NodeWorkActivities implements NodeWork {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final HostParts host;
    private final DomainPower power;

    /** The steps over those parts. */
    public NodeWorkActivities(HostParts host) {
        this.host = host;
        this.power = new DomainPower(host);
    }

    @Override
    public Outcome awaitReady(ReadinessSpec spec) {
        Instant until = scheduled().plusSeconds(spec.readiness().timeoutSeconds());
        return run(
                spec.fence(),
                spec.vm().id(),
                heartbeat -> new ReadinessWait(host, spec.vm().id(), spec.readiness(), until).run(heartbeat));
    }

    @Override
    public boolean awaitShutdown(ShutdownWait wait) {
        Instant until = scheduled().plusSeconds(wait.seconds());
        String vm = wait.vm().vm().id();
        return run(wait.vm().fence(), vm, heartbeat -> {
            while (!power.off(vm)) {
                if (Instant.now().isAfter(until)) {
                    return false;
                }
                heartbeat.beat(Progress.phase("waiting for the guest to shut down"));
                Pause.of(LOOK);
            }
            return true;
        });
    }

    @Override
    public Outcome flatten(FlattenSpec spec) {
        return run(spec.fence(), spec.volume().id(), heartbeat -> {
            try {
                return new VolumeFlatten(host, spec, heartbeat).run();
            } catch (ActivityCanceledException e) {
                suppressing(e, () -> new FlattenStop(host).stop(spec.volume(), spec.vm(), spec.fence()));
                throw e;
            }
        });
    }

    @Override
    public ImportedImage importImage(ImportSpec spec) {
        return run(spec.fence(), spec.volume().id(), heartbeat -> {
            try {
                return new TemplateImport(host, spec).run(heartbeat);
            } catch (ActivityCanceledException e) {
                String volume = spec.volume().id();
                suppressing(
                        e,
                        () -> host.fence()
                                .stop(
                                        volume,
                                        spec.fence(),
                                        () -> host.storage(spec.volume()).stopImport(volume)));
                throw e;
            }
        });
    }

    /** The workflow stops the work by a step of its own as well; what fails here is only kept for the log. */
    private static void suppressing(ActivityCanceledException cancelled, Runnable stop) {
        try {
            stop.run();
        } catch (LonghaulException e) {
            cancelled.addSuppressed(e);
        }
    }

    /** When the step was first scheduled: a later attempt has no more time than the first. */
    private static Instant scheduled() {
        return Instant.ofEpochMilli(Activity.getExecutionContext().getInfo().getScheduledTimestamp());
    }

    private <T> T run(Fence fence, String resource, Function<Heartbeat, T> body) {
        return ActivityRun.of(host.config().node(), fence.jobId(), resource, body);
    }
}
