package io.longhaul.workflows.support;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureClass;
import io.longhaul.schemas.job.Progress;
import io.longhaul.workflows.port.DiskSpec;
import io.longhaul.workflows.port.DomainSpec;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.ImportSpec;
import io.longhaul.workflows.port.ImportedImage;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.NodeWait;
import io.longhaul.workflows.port.NodeWork;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.QuiesceSpec;
import io.longhaul.workflows.port.ReadinessSpec;
import io.longhaul.workflows.port.SeedSpec;
import io.longhaul.workflows.port.ShutdownWait;
import io.longhaul.workflows.port.VmTarget;
import io.longhaul.workflows.port.VolumeTarget;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;

/** A node that does nothing, and fails where the scenario says so. */
final class FaultyNode implements NodeControl, NodeWork, NodeWait {
    private static final Duration BEAT = Duration.ofMillis(20);

    private final Map<String, Scenario> jobs;

    FaultyNode(Map<String, Scenario> jobs) {
        this.jobs = jobs;
    }

    @Override
    public Outcome createDisk(DiskSpec disk) {
        return act("createDisk", disk.fence());
    }

    @Override
    public Outcome removeDisk(VolumeTarget volume) {
        return act("removeDisk", volume.fence());
    }

    @Override
    public Outcome writeSeed(SeedSpec seed) {
        return act("writeSeed", seed.fence());
    }

    @Override
    public Outcome defineDomain(DomainSpec domain) {
        return act("defineDomain", domain.fence());
    }

    @Override
    public Outcome quiesceDisks(QuiesceSpec quiesce) {
        return act("quiesceDisks", quiesce.fence());
    }

    @Override
    public Outcome startDomain(VmTarget vm) {
        return act("startDomain", vm.fence());
    }

    @Override
    public Outcome requestShutdown(VmTarget vm) {
        return act("requestShutdown", vm.fence());
    }

    @Override
    public Outcome destroyDomain(VmTarget vm) {
        return act("destroyDomain", vm.fence());
    }

    @Override
    public Outcome undefineDomain(VmTarget vm) {
        return act("undefineDomain", vm.fence());
    }

    @Override
    public Outcome stopFlatten(VolumeTarget volume) {
        return stop("stopFlatten", "flatten", volume.fence());
    }

    @Override
    public Outcome stopImport(VolumeTarget volume) {
        return stop("stopImport", "importImage", volume.fence());
    }

    @Override
    public Outcome awaitReady(ReadinessSpec readiness) {
        given("awaitReady", readiness.fence(), readiness.readiness().timeoutSeconds());
        return act("awaitReady", readiness.fence());
    }

    @Override
    public boolean awaitShutdown(ShutdownWait wait) {
        long seconds = wait.until().toEpochMilli()
                - Activity.getExecutionContext().getInfo().getScheduledTimestamp();
        given("awaitShutdown", wait.vm().fence(), Math.round(seconds / 1000.0));
        act("awaitShutdown", wait.vm().fence());
        return false;
    }

    @Override
    public Outcome flatten(FlattenSpec flatten) {
        given("flatten", flatten.fence(), flatten.bandwidthMibps());
        return act("flatten", flatten.fence());
    }

    @Override
    public ImportedImage importImage(ImportSpec image) {
        act("importImage", image.fence());
        return new ImportedImage(1 << 20, "ab".repeat(32));
    }

    @Override
    public void ping() {}

    private Outcome stop(String method, String what, Fence fence) {
        Outcome outcome = act(method, fence);
        jobs.get(fence.jobId()).stop(what);
        return outcome;
    }

    private void given(String method, Fence fence, Number value) {
        jobs.get(fence.jobId()).given(method).add(value == null ? "none" : value.toString());
    }

    private Outcome act(String method, Fence fence) {
        Scenario job = jobs.get(fence.jobId());
        job.calls.add(method);
        Scenario.Act act = job.next(method);
        if (act instanceof Scenario.Act.Fails fails) {
            Failure failure = new Failure(fails.code(), method + " failed", Map.of("epoch", "" + fence.epoch()));
            boolean again = fails.code().failureClass() == FailureClass.TRANSIENT;
            throw again
                    ? ApplicationFailure.newFailure(
                            failure.message(), fails.code().name(), failure)
                    : ApplicationFailure.newNonRetryableFailure(
                            failure.message(), fails.code().name(), failure);
        } else if (act instanceof Scenario.Act.Breaks) {
            throw new IllegalStateException("a bug in " + method);
        } else if (act instanceof Scenario.Act.Hangs) {
            hang(method, job);
        }
        return new Outcome(method + " done", true);
    }

    private static void hang(String method, Scenario job) {
        while (!job.stopped(method)) {
            Activity.getExecutionContext().heartbeat(Progress.phase("hanging"));
            try {
                job.awaitStop(method, BEAT);
            } catch (InterruptedException e) {
                throw Activity.wrap(e);
            }
        }
        throw ApplicationFailure.newFailure("the tool was ended", "TOOL_FAILED");
    }
}
