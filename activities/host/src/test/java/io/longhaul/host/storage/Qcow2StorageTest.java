package io.longhaul.host.storage;

import static io.longhaul.host.Tries.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.Tries;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.image.ImageInspector;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Qcow2StorageTest {
    private static final int SIZE = 64;
    private static final long LARGER = 512L << 20;
    private static final EffectGuard FREE = Runnable::run;

    @TempDir
    private Path folder;

    private final ToolRunner tools = new ToolRunner();
    private Qcow2Pool pool;
    private Qcow2Storage storage;
    private Path raw;

    @BeforeEach
    void open() throws Exception {
        pool = new Qcow2Pool("local", folder.resolve("pool"), folder.resolve("work"));
        storage = new Qcow2Storage(pool, tools);
        raw = Tries.rawDisk(folder.resolve("disk.raw"), SIZE, 40);
    }

    @ParameterizedTest
    @EnumSource(ImageFormat.class)
    void importsEveryFormatWithItsContent(ImageFormat format) throws Exception {
        Path image = raw;
        if (format != ImageFormat.RAW) {
            image = folder.resolve("image." + format.wireName());
            String options = format == ImageFormat.VMDK ? "subformat=streamOptimized" : "compat=1.1";
            run("qemu-img", "convert", "-O", format.wireName(), "-o", options, raw.toString(), image.toString());
        }
        storage.importImage(image, inspect(image, format), "vol_t", FREE, Heartbeat.NONE);
        assertThat(storage.facts("vol_t")).hasValue(new VolumeFacts((long) SIZE << 20, java.util.Optional.empty()));
        assertThat(storage.checksum("vol_t", Heartbeat.NONE)).isEqualTo(sha256(raw));
        assertThat(pool.partial("vol_t")).doesNotExist();
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
        assertThat(pool.partial("vol_t")).doesNotExist();
    }

    @Test
    void clonesAndRecognisesItsOwnClone() throws Exception {
        importTemplate();
        assertThat(storage.cloneVolume("vol_c", "vol_t", LARGER)).isTrue();
        assertThat(storage.cloneVolume("vol_c", "vol_t", LARGER)).isFalse();
        assertThat(storage.facts("vol_c").orElseThrow())
                .isEqualTo(new VolumeFacts(
                        LARGER, java.util.Optional.of(pool.volume("vol_t").toString())));
        assertThat(run("qemu-img", "info", pool.volume("vol_c").toString())).contains("backing file format: qcow2");
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_c", "vol_t", LARGER + 512));
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_d", "vol_none", (long) SIZE << 20));
        fails(FailureCode.WORLD_DISAGREES, () -> storage.cloneVolume("vol_d", "vol_t", 1 << 20));
    }

    @Test
    void removesNothingThatAnotherVolumeStandsOn() throws Exception {
        importTemplate();
        storage.cloneVolume("vol_c", "vol_t", (long) SIZE << 20);
        fails(FailureCode.WORLD_DISAGREES, () -> storage.remove("vol_t"));
        assertThat(storage.remove("vol_c")).isTrue();
        assertThat(storage.remove("vol_c")).isFalse();
        assertThat(storage.remove("vol_t")).isTrue();
        assertThat(pool.folder()).isEmptyDirectory();
    }

    @Test
    void flattensOfflineAcrossAKillOfTheToolAndOfTheWorker() throws Exception {
        raw = Tries.rawDisk(folder.resolve("large.raw"), 256, 240);
        importTemplate();
        storage.cloneVolume("vol_c", "vol_t", LARGER);
        String before = storage.checksum("vol_c", Heartbeat.NONE);
        OfflineFlatten first = storage.offlineFlatten("vol_c");
        first.start();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> first.progress().bytesDone() > 0);
        // Another worker, as after a restart, finds it by its mark and ends all of it.
        OfflineFlatten found = new Qcow2Storage(pool, new ToolRunner()).offlineFlatten("vol_c");
        assertThat(found.running()).isTrue();
        assertThat(found.stop()).isTrue();
        assertThat(found.running()).isFalse();
        assertThat(found.stop()).isFalse();
        assertThat(storage.facts("vol_c").orElseThrow().independent()).isFalse();

        OfflineFlatten again = storage.offlineFlatten("vol_c");
        again.start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !again.running());
        assertThat(again.lastWords()).isEmpty();
        assertThat(again.progress().percent()).isEqualTo(100);
        assertThat(storage.facts("vol_c").orElseThrow().independent()).isTrue();
        assertThat(storage.checksum("vol_c", Heartbeat.NONE)).isEqualTo(before);
        storage.remove("vol_t");
        assertThat(run("qemu-img", "check", pool.volume("vol_c").toString())).contains("No errors were found");
    }

    @Test
    void stopsAnImportAndRemovesWhatItWrote() throws Exception {
        Path part = pool.partial("vol_t");
        Tool slow = new Tool(List.of("sleep", "60"), pool.mark("import", "vol_t"), Tool.Limits.HOSTILE, 10);
        tools.startDetached(slow, pool.output("vol_t"));
        Files.createFile(part);
        assertThat(storage.stopImport("vol_t")).isTrue();
        assertThat(part).doesNotExist();
        assertThat(storage.stopImport("vol_t")).isFalse();
    }

    @Test
    void beatsWhileItConverts() throws Exception {
        AtomicBoolean beat = new AtomicBoolean();
        storage.importImage(raw, inspect(raw, ImageFormat.RAW), "vol_t", FREE, Heartbeat.NONE);
        storage.checksum("vol_t", progress -> beat.set(progress.bytesTotal() == (long) SIZE << 20));
        assertThat(beat).isTrue();
    }

    private void importTemplate() throws Exception {
        storage.importImage(raw, inspect(raw, ImageFormat.RAW), "vol_t", FREE, Heartbeat.NONE);
    }

    private static ImageInfo inspect(Path image, ImageFormat format) throws Exception {
        return new ImageInspector(ImageInspector.DEFAULT_LIMIT_BYTES).inspect(image, format);
    }

    private String run(String... command) {
        return tools.run(Tool.quick(List.of(command)), new byte[0], Duration.ofSeconds(60));
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }
}
