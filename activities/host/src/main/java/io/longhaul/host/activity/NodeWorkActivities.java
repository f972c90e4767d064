package io.longhaul.host.activity;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.flatten.FlattenStop;
import io.longhaul.host.flatten.VolumeFlatten;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.ImportSpec;
import io.longhaul.workflows.port.ImportedImage;
import io.longhaul.workflows.port.NodeWork;
import io.longhaul.workflows.port.Outcome;
import io.temporal.client.ActivityCanceledException;
import java.util.function.Function;

/**
 * The long steps of a node.
 *
 * <p>INVARIANT: only {@link ActivityCanceledException} ends what runs outside. Its siblings, a worker that shuts down
 * among them, leave it running for the next attempt to join.
 */
public final class NodeWorkActivities implements NodeWork {
    private final HostParts host;

    /** The steps over those parts. */
    public NodeWorkActivities(HostParts host) {
        this.host = host;
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

    private <T> T run(Fence fence, String resource, Function<Heartbeat, T> body) {
        return ActivityRun.of(host.config(), fence.jobId(), resource, body);
    }
}
