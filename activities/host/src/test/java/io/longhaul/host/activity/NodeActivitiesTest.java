package io.longhaul.host.activity;

import static io.longhaul.host.LiveHost.VM;
import static io.longhaul.host.LiveHost.VOLUME;
import static io.longhaul.host.LiveHost.at;
import static io.longhaul.host.LiveHost.disk;
import static io.longhaul.host.LiveHost.domain;
import static io.longhaul.host.LiveHost.vm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.host.LiveHost;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.plan.VolumeRef;
import io.longhaul.workflows.port.ImportSpec;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.QuiesceSpec;
import io.longhaul.workflows.port.ReadinessSpec;
import io.longhaul.workflows.port.ShutdownWait;
import io.longhaul.workflows.port.VolumeTarget;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NodeActivitiesTest {
    @TempDir
    private static Path folder;

    private static LiveHost live;

    private Activities activities;
    private NodeControl control;

    @BeforeAll
    static void startLibvirt() throws Exception {
        live = new LiveHost(folder);
    }

    @AfterAll
    static void endLibvirt() {
        live.close();
    }

    @BeforeEach
    void open() throws Exception {
        live.reset();
        activities = new Activities(live.host());
        control = activities.control();
    }

    @AfterEach
    void end() {
        activities.close();
    }

    @Test
    void makesStartsAndRemovesAVmAndSaysWhenItWasDoneAlready() {
        assertThat(control.createDisk(disk(1)).changed()).isTrue();
        assertThat(control.createDisk(disk(1)).changed()).isFalse();
        assertThat(control.defineDomain(domain(1)).changed()).isTrue();
        assertThat(control.startDomain(vm(1)).changed()).isTrue();
        assertThat(control.startDomain(vm(1)).changed()).isFalse();
        assertThat(control.defineDomain(domain(1)).changed()).isFalse();
        fails(FailureCode.WORLD_DISAGREES, () -> control.removeDisk(volume(1)));
        assertThat(live.host().report("c", "i", false).domains()).containsEntry(VM.id(), "running");
        assertThat(control.destroyDomain(vm(1)).changed()).isTrue();
        assertThat(control.destroyDomain(vm(1)).changed()).isFalse();
        assertThat(activities.waits().awaitShutdown(new ShutdownWait(vm(1), Instant.now())))
                .isTrue();
        assertThat(control.startDomain(vm(1)).changed()).isTrue();
        assertThat(control.undefineDomain(vm(1)).changed()).isTrue();
        assertThat(control.undefineDomain(vm(1)).summary()).isEqualTo("was gone already");
        assertThat(control.removeDisk(volume(1)).changed()).isTrue();
        assertThat(control.removeDisk(volume(1)).summary()).isEqualTo("was gone already");
        assertThat(folder.resolve("state/serial")).isEmptyDirectory();
        fails(FailureCode.WORLD_DISAGREES, () -> control.startDomain(vm(1)));
    }

    @Test
    void doesNothingUnderAStaleEpoch() {
        control.createDisk(disk(5));
        control.defineDomain(domain(5));
        fails(FailureCode.EPOCH_STALE, () -> control.startDomain(vm(4)));
        fails(FailureCode.EPOCH_STALE, () -> control.undefineDomain(vm(4)));
        fails(FailureCode.EPOCH_STALE, () -> control.removeDisk(volume(4)));
        assertThat(live.parts().domains().active(VM.id())).hasValue(false);
        assertThat(Path.of(live.storage().disk(VOLUME.id()).key())).exists();
    }

    @Test
    void startsNoSecondProcessThatLibvirtDoesNotKnow() throws Exception {
        control.createDisk(disk(1));
        control.defineDomain(domain(1));
        Process stray = new ProcessBuilder(
                        "qemu-system-x86_64",
                        "-name",
                        "guest=" + VM.id() + ",debug-threads=on",
                        "-machine",
                        "none",
                        "-display",
                        "none",
                        "-nodefaults")
                .start();
        try {
            fails(FailureCode.SECOND_PROCESS, () -> control.startDomain(vm(1)));
            assertThat(live.parts().domains().active(VM.id())).hasValue(false);
            assertThat(control.destroyDomain(vm(1)).changed()).isTrue();
            assertThat(stray.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            assertThat(control.startDomain(vm(1)).changed()).isTrue();
        } finally {
            stray.destroyForcibly();
        }
    }

    @Test
    void quiescingRaisesTheEpochOfTheVolumes() {
        control.createDisk(disk(1));
        assertThat(control.quiesceDisks(new QuiesceSpec(at(3), VM.id(), List.of(VOLUME)))
                        .changed())
                .isFalse();
        fails(FailureCode.EPOCH_STALE, () -> control.removeDisk(volume(2)));
        assertThat(control.stopFlatten(volume(2)).summary()).contains("a newer job");
    }

    @Test
    void importsAnImageTwiceAsOnceAndRefusesAHostileOne() throws Exception {
        Path tenant = Files.createDirectory(folder.resolve("demo"));
        Files.copy(folder.resolve("disk.raw"), tenant.resolve("disk.raw"));
        ImportSpec spec = new ImportSpec(at(1), "demo/disk.raw", ImageFormat.RAW, new VolumeRef("vol_new", "local"));
        assertThat(activities.work().importImage(spec))
                .isEqualTo(activities.work().importImage(spec));
        Files.copy(Path.of(live.storage().disk("vol_new").key()), tenant.resolve("lie.raw"));
        fails(
                FailureCode.IMAGE_FORMAT_MISMATCH,
                () -> activities
                        .work()
                        .importImage(new ImportSpec(
                                at(1), "demo/lie.raw", ImageFormat.RAW, new VolumeRef("vol_lie", "local"))));
        fails(
                FailureCode.IMAGE_NOT_FOUND,
                () -> activities
                        .work()
                        .importImage(new ImportSpec(
                                at(1), "demo/../pool/x", ImageFormat.RAW, new VolumeRef("vol_lie", "local"))));
        assertThat(live.storage().facts("vol_lie")).isEmpty();
    }

    @Test
    void saysThatAGuestIsNotReadyInTime() {
        control.createDisk(disk(1));
        control.defineDomain(domain(1));
        Readiness readiness = new Readiness(Readiness.Kind.SERIAL, "never", 1);
        ReadinessSpec spec =
                new ReadinessSpec(at(1), VM, readiness, Instant.now().plusSeconds(1));
        fails(FailureCode.GUEST_NOT_READY, () -> activities.waits().awaitReady(spec));
        control.startDomain(vm(1));
        fails(FailureCode.GUEST_NOT_READY, () -> activities.waits().awaitReady(spec));
    }

    private static VolumeTarget volume(long epoch) {
        return new VolumeTarget(at(epoch), VOLUME, VM.id());
    }

    private static void fails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ActivityFailure.class, failure -> {
            ApplicationFailure cause = (ApplicationFailure) failure.getCause();
            assertThat(cause.getType()).isEqualTo(code.name());
            assertThat(cause.getDetails().get(Failure.class).code()).isEqualTo(code);
        });
    }
}
