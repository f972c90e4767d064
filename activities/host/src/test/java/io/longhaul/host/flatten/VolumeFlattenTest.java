package io.longhaul.host.flatten;

import static io.longhaul.host.LiveHost.VM;
import static io.longhaul.host.LiveHost.VOLUME;
import static io.longhaul.host.LiveHost.at;
import static io.longhaul.host.Tries.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.LiveHost;
import io.longhaul.host.StallWatch;
import io.longhaul.host.libvirt.BlockJob;
import io.longhaul.host.libvirt.DomainTemplate;
import io.longhaul.host.libvirt.DomainXml;
import io.longhaul.host.process.ProcessIdentity;
import io.longhaul.host.process.Processes;
import io.longhaul.host.process.Tool;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Progress;
import io.longhaul.stack.process.Command;
import io.longhaul.workflows.port.FlattenSpec;
import io.longhaul.workflows.port.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class VolumeFlattenTest {
    @TempDir
    private static Path folder;

    private static LiveHost live;

    private String before;

    @BeforeAll
    static void startLibvirt() throws Exception {
        live = new LiveHost(folder);
    }

    @AfterAll
    static void endLibvirt() {
        live.close();
    }

    @BeforeEach
    void makeAClone() throws Exception {
        live.reset();
        live.storage().cloneVolume(VOLUME.id(), LiveHost.TEMPLATE.id(), LiveHost.MEBIBYTES << 20);
        before = live.storage().checksum(VOLUME.id(), Heartbeat.NONE);
        parts().domains()
                .define(DomainXml.write(new DomainTemplate(
                        DomainTemplate.Accelerator.TCG,
                        "job_test",
                        VM,
                        1,
                        64,
                        List.of(new DomainTemplate.Disk(
                                VOLUME.id(), live.storage().disk(VOLUME.id()))),
                        Optional.empty(),
                        List.of(),
                        parts().serialLogs().file(VM.id()))));
    }

    @Test
    void flattensWhileTheVmRunsAndKeepsTheContent() {
        parts().domains().start(VM.id());
        List<Progress> beats = new ArrayList<>();
        assertThat(flatten(1, null, beats::add)).isEqualTo(new Outcome("flattened", true));
        assertIndependentAndUnchanged();
        assertThat(beats).isNotEmpty();
    }

    @Test
    void losesNothingWhenQemuDiesBetweenTheHeaderAndTheTables() {
        parts().domains().start(VM.id());
        live.storage().pullRecord(VOLUME.id()).begin();
        parts().blockJobs().pull(VM.id(), "vda", 0);
        Awaitility.await().until(() -> parts().blockJobs().find(VM.id(), "vda").isEmpty());
        killQemu();
        assertThat(live.storage().facts(VOLUME.id()).orElseThrow().independent())
                .isTrue();
        assertThat(live.storage().checksum(VOLUME.id(), Heartbeat.NONE)).isNotEqualTo(before);
        flatten(1, null, Heartbeat.NONE);
        assertIndependentAndUnchanged();
        assertThat(flatten(1, null, Heartbeat.NONE).changed()).isFalse();
    }

    @Test
    void joinsTheBlockPullOfAWorkerThatWasKilled() throws Exception {
        parts().domains().start(VM.id());
        killIn(progress -> progress.bytesDone() > 0, 10);
        live.restartWorker();
        BlockJob running = parts().blockJobs().find(VM.id(), "vda").orElseThrow();
        assertThat(running.type()).isEqualTo(BlockJob.PULL);
        List<Progress> beats = new ArrayList<>();
        flatten(1, 10, beats::add);
        // The second attempt never began at the beginning: it watched the job that it found.
        assertThat(beats.stream()
                        .filter(beat -> beat.bytesTotal() > 0)
                        .findFirst()
                        .orElseThrow()
                        .bytesDone())
                .isGreaterThanOrEqualTo(running.done());
        assertIndependentAndUnchanged();
    }

    @Test
    void aJoinedBlockPullGetsTheLimitOfTheRetry() throws Exception {
        parts().domains().start(VM.id());
        killIn(progress -> progress.phase().equals("block pull") && progress.bytesTotal() > 0, 1);
        live.restartWorker();
        assertThat(parts().blockJobs().find(VM.id(), "vda").orElseThrow().bytesPerSecond())
                .isEqualTo(1 << 20);
        List<Long> limits = new ArrayList<>();
        flatten(1, 1000, progress -> {
            if (progress.bytesTotal() > 0) {
                parts().blockJobs().find(VM.id(), "vda").ifPresent(job -> limits.add(job.bytesPerSecond()));
            }
        });
        assertThat(limits).isNotEmpty().containsOnly(1000L << 20);
        assertIndependentAndUnchanged();
    }

    @Test
    void flattensOfflineAndJoinsTheToolOfAWorkerThatWasKilled() throws Exception {
        killIn(progress -> progress.phase().equals("rebase") && progress.bytesTotal() > 0, null);
        live.restartWorker();
        flatten(1, null, Heartbeat.NONE);
        assertIndependentAndUnchanged();
    }

    @Test
    void aToolThatStandsStillIsGivenToAPersonAndJoinedByTheRetry() {
        AtomicReference<ProcessIdentity> frozen = new AtomicReference<>();
        Heartbeat freezing = progress -> {
            if (frozen.get() == null && progress.bytesTotal() > 0) {
                frozen.set(tool());
                signal("STOP", frozen.get());
            }
        };

        fails(FailureCode.NO_PROGRESS, () -> flatten(1, null, new StallWatch(freezing, Duration.ofSeconds(2))));

        assertThat(tool()).isEqualTo(frozen.get());
        signal("CONT", frozen.get());
        flatten(1, null, Heartbeat.NONE);
        assertIndependentAndUnchanged();
    }

    @Test
    void goesOnOfflineWhenTheVmStopsInTheMiddle() {
        parts().domains().start(VM.id());
        List<String> phases = new ArrayList<>();
        flatten(1, 10, progress -> {
            if (progress.bytesDone() > 0 && progress.phase().equals("block pull")) {
                parts().domains().destroy(VM.id());
            }
            phases.add(progress.phase());
        });
        assertThat(phases).contains("block pull", "rebase");
        assertIndependentAndUnchanged();
    }

    @Test
    void goesOnOnlineWhenTheVmStartsInTheMiddle() {
        List<String> phases = new ArrayList<>();
        flatten(1, null, progress -> {
            boolean first = !phases.contains("block pull") && progress.bytesTotal() > 0;
            if (first && live.storage().offlineFlatten(VOLUME.id()).stop()) {
                parts().domains().start(VM.id());
            }
            phases.add(progress.phase());
        });
        assertThat(phases).contains("rebase", "block pull");
        assertIndependentAndUnchanged();
    }

    @Test
    void givesWayToANewerEpoch() {
        parts().domains().start(VM.id());
        fails(
                FailureCode.PREEMPTED,
                () -> flatten(1, 10, progress -> {
                    if (progress.bytesDone() > 0) {
                        parts().fence().under(VOLUME.id(), at(2), () -> true);
                    }
                }));
        assertThat(flatten(2, null, Heartbeat.NONE).changed()).isTrue();
        assertIndependentAndUnchanged();
    }

    @Test
    void stopsTheBlockPullAndLetsNoneBeginAtThisEpoch() {
        parts().domains().start(VM.id());
        fails(
                FailureCode.PREEMPTED,
                () -> flatten(1, 10, progress -> {
                    if (progress.bytesDone() > 0) {
                        assertThat(new FlattenStop(parts()).stop(VOLUME, VM.id(), at(1)))
                                .isTrue();
                    }
                }));
        assertThat(parts().blockJobs().find(VM.id(), "vda")).isEmpty();
        assertThat(live.storage().facts(VOLUME.id()).orElseThrow().independent())
                .isFalse();
        assertThat(new FlattenStop(parts()).stop(VOLUME, VM.id(), at(1))).isFalse();
        flatten(2, null, Heartbeat.NONE);
        assertIndependentAndUnchanged();
    }

    private static Outcome flatten(long epoch, Integer bandwidthMibps, Heartbeat heartbeat) {
        return new VolumeFlatten(parts(), new FlattenSpec(at(epoch), VM.id(), VOLUME, bandwidthMibps), heartbeat).run();
    }

    /** Leaves the flatten as a killed worker does: without a word, and with the outside work running. */
    private static void killIn(java.util.function.Predicate<Progress> middle, Integer bandwidthMibps) {
        assertThatThrownBy(() -> flatten(1, bandwidthMibps, progress -> {
                    if (middle.test(progress)) {
                        throw new KilledError();
                    }
                }))
                .isInstanceOf(KilledError.class);
    }

    /** At the harshest moment: QEMU dies the instant after the flatten said that it was done. */
    private void assertIndependentAndUnchanged() {
        killQemu();
        assertThat(live.storage().facts(VOLUME.id()).orElseThrow().independent())
                .isTrue();
        assertThat(live.storage().checksum(VOLUME.id(), Heartbeat.NONE)).isEqualTo(before);
    }

    private static void killQemu() {
        for (ProcessIdentity process : Processes.qemuOf(VM.id())) {
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        Awaitility.await().until(() -> !parts().domains().running(VM.id()));
    }

    private static ProcessIdentity tool() {
        return Processes.withEnvironment(Tool.MARK + "=flatten:" + VOLUME.id()).get(0);
    }

    private static void signal(String name, ProcessIdentity process) {
        Command.of("kill", "-" + name, Long.toString(process.pid())).run();
    }

    private static HostParts parts() {
        return live.parts();
    }

    private static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;
    }
}
