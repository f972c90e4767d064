package io.longhaul.host.storage.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.Tries;
import io.longhaul.host.ceph.CephAccess;
import io.longhaul.host.ceph.CephClient;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.image.ImageInspector;
import io.longhaul.host.libvirt.DiskSource;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.host.storage.EffectGuard;
import io.longhaul.host.storage.OfflineFlatten;
import io.longhaul.host.storage.VolumeFacts;
import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.stack.process.Command;
import io.longhaul.stack.process.Users;
import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Volumes as RBD images on a real cluster. */
final class RbdStorageTest {
    private static final int SIZE = 64;
    private static final long BYTES = (long) SIZE << 20;
    private static final long LARGER = 512L << 20;
    private static final EffectGuard FREE = Runnable::run;

    private static CephCluster ceph;

    @TempDir
    private Path folder;

    private final ToolRunner tools = new ToolRunner();
    private RbdStorage storage;
    private Path raw;

    @BeforeAll
    static void start() {
        assumeTrue(Users.isRoot(), "the lab is started as root");
        ceph = CephCluster.ephemeral(new CephOptions(1, true, 4L << 30));
    }

    @AfterAll
    static void stop() {
        if (ceph != null) {
            ceph.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        storage = new RbdStorage(place(), tools);
        raw = Tries.rawDisk(folder.resolve("disk.raw"), SIZE, 40);
    }

    private RbdPlace place() {
        return new RbdPlace(
                "ceph",
                new CephAccess(ceph.configuration(), "client.longhaul", ceph.keyring("client.longhaul")),
                "kvm",
                "template",
                List.of(ceph.monitorAddress()),
                new UUID(1, 2),
                folder.resolve("work"));
    }

    @AfterEach
    void leavesNothing() {
        for (String volume : List.of("vol_c", "vol_d", "vol_t")) {
            storage.remove(volume);
        }
        assertThat(storage.files()).isEmpty();
        storage.close();
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void importsEveryFormatWithItsContent(ImageFormat format) throws Exception {
        Path image = raw;
        if (format != ImageFormat.RAW) {
            image = folder.resolve("image." + format.wireName());
            String options = format == ImageFormat.VMDK ? "subformat=streamOptimized" : "compat=1.1";
            Command.of("qemu-img", "convert", "-O", format.wireName(), "-o", options, raw.toString(), image.toString())
                    .run();
        }
        storage.importImage(image, inspect(image, format), "vol_t", FREE, Heartbeat.NONE);
        assertThat(storage.facts("vol_t")).hasValue(new VolumeFacts(BYTES, Optional.empty()));
        assertThat(storage.checksum("vol_t", Heartbeat.NONE)).isEqualTo(sha256(raw));
        assertThat(storage.files()).containsExactly(new FoundFile("ceph", "vol_t", FileKind.VOLUME, "vol_t"));
        assertThat(ceph.run("rbd", "du", "template/vol_t", "--format", "json")).contains("\"used_size\":41943040");
    }

    @Test
    void discardsAnImportWhoseImageChangedAfterItsInspection() throws Exception {
        ImageInfo info = inspect(raw, ImageFormat.RAW);
        EffectGuard tampering = effect -> {
            assertThat(raw.toFile().setLastModified(1000)).isTrue();
            effect.run();
        };
        fails(FailureCode.IMAGE_CORRUPT, () -> storage.importImage(raw, info, "vol_t", tampering, Heartbeat.NONE));
        assertThat(storage.facts("vol_t")).isEmpty();
        assertThat(storage.files()).isEmpty();
    }

    @Test
    void clonesAndRecognisesItsOwnClone() throws Exception {
        importTemplate();
        assertThat(storage.cloneVolume("vol_c", "vol_t", LARGER)).isTrue();
        assertThat(storage.cloneVolume("vol_c", "vol_t", LARGER)).isFalse();
        assertThat(storage.facts("vol_c"))
                .hasValue(new VolumeFacts(LARGER, Optional.of("template/vol_t@longhaul-base")));
        assertThat(storage.disk("vol_c"))
                .isEqualTo(
                        new DiskSource.Rbd("kvm", "vol_c", List.of(ceph.monitorAddress()), "longhaul", new UUID(1, 2)));
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_c", "vol_t", LARGER + 512));
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_d", "vol_none", BYTES));
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_d", "vol_t", 1 << 20));
        assertThat(storage.facts("vol_d")).isEmpty();
    }

    @Test
    void aCloneThatWasCutOffBeforeItHadItsSizeIsFinished() throws Exception {
        importTemplate();
        ceph.run("rbd", "clone", "--rbd-default-clone-format", "2", "template/vol_t@longhaul-base", "kvm/vol_c");
        assertThat(storage.cloneVolume("vol_c", "vol_t", LARGER)).isTrue();
        assertThat(storage.facts("vol_c").orElseThrow().virtualBytes()).isEqualTo(LARGER);
    }

    @Test
    void anImportThatWasCutOffIsNoVolumeAndBegunAgain() throws Exception {
        ceph.run("rbd", "create", "template/vol_t", "--size", "16M");
        assertThat(storage.facts("vol_t")).isEmpty();
        assertThat(storage.files()).containsExactly(new FoundFile("ceph", "vol_t", FileKind.PARTIAL_VOLUME, "vol_t"));
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_c", "vol_t", BYTES));
        importTemplate();
        assertThat(storage.checksum("vol_t", Heartbeat.NONE)).isEqualTo(sha256(raw));
    }

    /** qemu-img does not say goodbye to the cluster when it is ended; a client that stays open stands for it. */
    @Test
    void anUnfinishedImportIsRemovedAlthoughItsDeadToolIsStillWatchingIt() {
        ceph.run("rbd", "create", "template/vol_t", "--size", "16M");
        CephClient tool = CephClient.withDeadline(place().access(), Duration.ofSeconds(20));
        RbdImage open = tool.pool("template").open("vol_t");
        assertThat(open.watchers()).hasSize(1);

        assertThat(storage.stopImport("vol_t")).isTrue();
        assertThat(storage.files()).isEmpty();
        assertThat(storage.stopImport("vol_t")).isFalse();
    }

    @Test
    void removesNothingThatAnotherVolumeStandsOnOrThatIsOpen() throws Exception {
        importTemplate();
        storage.cloneVolume("vol_c", "vol_t", BYTES);
        fails(FailureCode.WORLD_DISAGREES, () -> storage.remove("vol_t"));
        ceph.run("rbd", "snap", "create", "--no-progress", "kvm/vol_c@of-somebody");
        fails(FailureCode.WORLD_DISAGREES, () -> storage.remove("vol_c"));
        ceph.run("rbd", "snap", "rm", "--no-progress", "kvm/vol_c@of-somebody");
        assertThat(storage.remove("vol_c")).isTrue();
        assertThat(storage.remove("vol_c")).isFalse();
        try (CephClient other = CephClient.withDeadline(place().access(), Duration.ofSeconds(20));
                RbdPool pool = other.pool("template");
                RbdImage open = pool.open("vol_t")) {
            assertThat(open.bytes()).isEqualTo(BYTES);
            fails(FailureCode.STORAGE_IN_USE, () -> storage.remove("vol_t"));
        }
        assertThat(storage.facts("vol_t")).isPresent();
        assertThat(storage.remove("vol_t")).isTrue();
    }

    @Test
    void flattensAcrossARestartOfTheWorkerAndTheTemplateMayGoThen() throws Exception {
        importTemplate();
        storage.cloneVolume("vol_c", "vol_t", LARGER);
        String before = storage.checksum("vol_c", Heartbeat.NONE);
        storage.offlineFlatten("vol_c").start();
        try (RbdStorage restarted = new RbdStorage(place(), new ToolRunner())) {
            OfflineFlatten found = restarted.offlineFlatten("vol_c");
            await().atMost(Duration.ofSeconds(60)).until(() -> !found.running());
            assertThat(found.lastWords()).isEmpty();
        }
        assertThat(storage.facts("vol_c").orElseThrow().independent()).isTrue();
        assertThat(storage.checksum("vol_c", Heartbeat.NONE)).isEqualTo(before);
        assertThat(storage.remove("vol_t")).isTrue();
    }

    @Test
    void worksOnWithANewClientAfterItsClientWasFenced() {
        try (RbdConnection connection = new RbdConnection(place().access())) {
            String fenced = connection.client().address();
            ceph.run("ceph", "osd", "blocklist", "add", fenced, "60");
            await().atMost(Duration.ofSeconds(30)).until(() -> isFenced(connection));
            assertThat(connection.client().address()).isNotEqualTo(fenced);
            assertThat(isFenced(connection)).isFalse();
        }
    }

    private static boolean isFenced(RbdConnection connection) {
        try {
            connection.with("kvm", "template", (disks, templates) -> templates.images());
            return false;
        } catch (LonghaulException e) {
            assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(FailureCode.STORAGE_CLIENT_FENCED);
            return true;
        }
    }

    @Test
    void tellsItsSpace() {
        assertThat(storage.space().freeBytes()).isPositive();
        assertThat(storage.space().totalBytes())
                .isGreaterThanOrEqualTo(storage.space().freeBytes());
    }

    private void importTemplate() throws Exception {
        storage.importImage(raw, inspect(raw, ImageFormat.RAW), "vol_t", FREE, Heartbeat.NONE);
    }

    private static ImageInfo inspect(Path image, ImageFormat format) throws Exception {
        return new ImageInspector(ImageInspector.DEFAULT_LIMIT_BYTES).inspect(image, format);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void fails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LonghaulException.class,
                        e -> assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(code));
    }
}
