package io.longhaul.host.storage.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longhaul.host.ceph.CephAccess;
import io.longhaul.host.ceph.CephClient;
import io.longhaul.host.ceph.CloneFormat;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.process.ProcessIdentity;
import io.longhaul.host.process.Processes;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.lab.ceph.CephPools;
import io.longhaul.schemas.job.Progress;
import io.longhaul.stack.process.Users;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that flattens an image, against a real cluster. */
final class RbdFlattenTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int OBJECT = 4 << 20;
    private static final int OBJECTS = 60;
    private static final long BYTES = (long) OBJECTS * OBJECT;
    /** So slow that there is time to do something to it, on a busy machine too: twenty seconds for the whole image. */
    private static final long SLOWLY = BYTES / 20;

    private static CephCluster ceph;
    private static CephAccess access;
    private static CephClient client;
    private static RbdPool disks;

    @TempDir
    private Path folder;

    private final ToolRunner tools = new ToolRunner();

    @BeforeAll
    static void start() {
        assumeTrue(Users.isRoot(), "the lab is started as root");
        ceph = CephCluster.ephemeral(new CephOptions(1, true, 4L << 30));
        access = new CephAccess(ceph.configuration(), "client.longhaul", ceph.keyring("client.longhaul"));
        client = CephClient.withDeadline(access, Duration.ofSeconds(20));
        disks = client.pool(CephPools.KVM);
        disks.create("parent", BYTES);
        try (RbdImage parent = disks.open("parent")) {
            for (int object = 0; object < OBJECTS; object++) {
                parent.write((long) object * OBJECT, pattern(object));
            }
            parent.createSnapshot("base");
        }
    }

    @AfterAll
    static void stop() {
        if (ceph != null) {
            disks.close();
            client.close();
            ceph.close();
        }
    }

    @Test
    void makesAnImageIndependentAndIsDoneAtOnceWhenItIs() {
        String image = cloned("whole");
        RbdFlatten flatten = flatten(image, 0);
        assertThat(flatten.running()).isFalse();
        run(flatten);
        assertThat(flatten.succeeded()).as(flatten.lastWords()).isTrue();
        assertThat(flatten.lastWords()).isEmpty();
        isWhole(image);
        String client = flatten.client().orElseThrow();

        RbdFlatten again = flatten(image, 0);
        run(again);
        assertThat(again.succeeded()).as(again.lastWords()).isTrue();
        assertThat(blocklist()).doesNotContain(client);
        disks.remove(image);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 90})
    void isContinuedAfterItWasKilledAndItsClientFencedAt(int percent) {
        String image = cloned("killed-" + percent);
        RbdFlatten first = flatten(image, SLOWLY);
        first.start();
        await().atMost(PATIENCE).until(() -> reached(first, percent));
        kill(image);
        await().atMost(PATIENCE).until(() -> !first.running());
        assertThat(first.succeeded()).isFalse();
        String lost = first.client().orElseThrow();
        hasContent(image);

        RbdFlatten second = flatten(image, 0);
        run(second);
        assertThat(second.succeeded()).as(second.lastWords()).isTrue();
        assertThat(blocklist()).contains(lost);
        isWhole(image);
        disks.remove(image);
    }

    @Test
    void isFoundAndEndedByAnotherWorkerAndWhatItHasCopiedStays() {
        String image = cloned("stopped");
        flatten(image, SLOWLY).start();
        RbdFlatten found = flatten(image, SLOWLY);
        await().atMost(PATIENCE).until(() -> reached(found, 30));
        assertThat(found.running()).isTrue();
        assertThat(found.client()).isPresent();
        assertThat(found.written()).isPositive();

        assertThat(found.stop()).isTrue();
        assertThat(found.running()).isFalse();
        assertThat(found.stop()).isFalse();
        try (RbdImage stopped = disks.openReadOnly(image, null)) {
            assertThat(stopped.parent()).isPresent();
            assertThat(stopped.ownBytes()).isBetween(BYTES / 10, BYTES - OBJECT);
        }
        hasContent(image);
        disks.remove(image);
    }

    @Test
    void aClientThatWasFencedSaysSoAndAnotherNodeContinues() {
        String image = cloned("fenced");
        RbdFlatten lost = flatten(image, SLOWLY);
        lost.start();
        await().atMost(PATIENCE).until(() -> reached(lost, 20));
        client.blocklist(lost.client().orElseThrow(), Duration.ofMinutes(5));
        await().atMost(PATIENCE).until(() -> !lost.running());
        assertThat(lost.succeeded()).isFalse();
        assertThat(lost.lastWords()).contains("STORAGE_CLIENT_FENCED");

        RbdFlatten other = flatten(image, 0);
        run(other);
        assertThat(other.succeeded()).as(other.lastWords()).isTrue();
        isWhole(image);
        disks.remove(image);
    }

    @Test
    void waitsForAClusterThatStandsStill() {
        String image = cloned("waiting");
        RbdFlatten flatten = flatten(image, SLOWLY);
        flatten.start();
        await().atMost(PATIENCE).until(() -> reached(flatten, 30));
        ceph.osd(0).freeze();
        try {
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(flatten::running);
        } finally {
            ceph.osd(0).thaw();
        }
        await().atMost(PATIENCE).until(() -> !flatten.running());
        assertThat(flatten.succeeded()).as(flatten.lastWords()).isTrue();
        isWhole(image);
        disks.remove(image);
    }

    /**
     * An OSD that stands still gets the notes of the object map from the client, and never the objects. Without a look at the
     * objects themselves the next flatten takes them for copied: this failed so with librbd 16.2.15.
     */
    @Test
    void whatAKilledClientHadOnlyNotedIsNotTakenForCopied() {
        String image = cloned("noted");
        RbdFlatten killed = flatten(image, SLOWLY);
        killed.start();
        await().atMost(PATIENCE).until(() -> reached(killed, 10));
        ceph.osd(0).freeze();
        try {
            assertThat(killed.stop()).isTrue();
            assertThat(killed.running()).isFalse();
        } finally {
            ceph.osd(0).thaw();
        }
        hasContent(image);

        RbdFlatten second = flatten(image, 0);
        run(second);
        assertThat(second.succeeded()).as(second.lastWords()).isTrue();
        isWhole(image);
        disks.remove(image);
    }

    private static String blocklist() {
        return ceph.run("ceph", "osd", "blocklist", "ls");
    }

    private static String cloned(String image) {
        disks.cloneImage(disks, "parent", "base", image, CloneFormat.UNPROTECTED);
        return image;
    }

    private RbdFlatten flatten(String image, long bytesPerSecond) {
        return new RbdFlatten(access, CephPools.KVM, image, bytesPerSecond, folder.resolve(image), tools);
    }

    private static void run(RbdFlatten flatten) {
        flatten.start();
        await().atMost(PATIENCE).until(() -> !flatten.running());
    }

    private static boolean reached(RbdFlatten flatten, int percent) {
        Progress now = flatten.progress();
        assertThat(flatten.running()).as(flatten.lastWords()).isTrue();
        return now.bytesTotal() > 0 && now.bytesDone() * 100 >= now.bytesTotal() * percent;
    }

    private static void kill(String image) {
        List<ProcessIdentity> all = Processes.withEnvironment("LONGHAUL_WORK=flatten:rbd:kvm/" + image);
        assertThat(all).hasSize(1);
        assertThat(ProcessHandle.of(all.get(0).pid()).orElseThrow().destroyForcibly())
                .isTrue();
    }

    private static void isWhole(String image) {
        try (RbdImage whole = disks.openReadOnly(image, null)) {
            assertThat(whole.parent()).isEmpty();
            assertThat(whole.ownBytes()).isEqualTo(BYTES);
        }
        hasContent(image);
    }

    private static void hasContent(String image) {
        byte[] found = new byte[OBJECT];
        try (RbdImage open = disks.openReadOnly(image, null)) {
            for (int object = 0; object < OBJECTS; object++) {
                assertThat(open.read((long) object * OBJECT, found)).isEqualTo(OBJECT);
                assertThat(Arrays.equals(found, pattern(object)))
                        .as("object %d", object)
                        .isTrue();
            }
        }
    }

    private static byte[] pattern(int object) {
        byte[] bytes = new byte[OBJECT];
        Arrays.fill(bytes, (byte) (object + 1));
        return bytes;
    }
}
