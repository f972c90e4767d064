package io.longhaul.host.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.lab.ceph.CephPools;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.stack.process.Users;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RbdTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MIB = 1 << 20;
    private static final int OBJECT = 4 * MIB;

    private static CephCluster ceph;
    private static CephAccess access;
    private static CephClient client;
    private static RbdPool templates;
    private static RbdPool disks;

    @BeforeAll
    static void start() {
        assumeTrue(Users.isRoot(), "the lab is started as root");
        ceph = CephCluster.ephemeral(new CephOptions(1, true, 4L << 30));
        access = new CephAccess(ceph.configuration(), "client.longhaul", ceph.keyring("client.longhaul"));
        client = CephClient.withDeadline(access, DEADLINE);
        templates = client.pool(CephPools.TEMPLATE);
        disks = client.pool(CephPools.KVM);
        templates.create("base", 10L * OBJECT);
        try (RbdImage base = templates.open("base")) {
            for (int object = 0; object < 10; object += 2) {
                base.write((long) object * OBJECT, pattern(object));
            }
            base.flush();
            base.createSnapshot("v1");
        }
    }

    @AfterAll
    static void stop() {
        if (ceph != null) {
            disks.close();
            templates.close();
            client.close();
            ceph.close();
        }
    }

    @Test
    void aCloneInAnotherPoolDependsOnItsSnapshotUntilItIsFlattened() {
        disks.cloneImage(templates, "base", "v1", "across", CloneFormat.UNPROTECTED);
        try (RbdImage clone = disks.open("across");
                RbdImage base = templates.openReadOnly("base", null)) {
            assertThat(clone.bytes()).isEqualTo(10L * OBJECT);
            assertThat(clone.parent())
                    .hasValueSatisfying(parent -> assertThat(parent)
                            .isEqualTo(new RbdParent(
                                    new ImageName("template", "base"), base.id(), "v1", false, 10L * OBJECT)));
            assertThat(base.children()).contains(new RbdChild(new ImageName("kvm", "across"), clone.id(), false));
            assertThat(clone.ownBytes()).isZero();
            assertThat(clone.contentBytes()).isEqualTo(5L * OBJECT);

            AtomicLong last = new AtomicLong();
            assertThat(clone.flatten((done, total) -> {
                        assertThat(total).isEqualTo(10L * OBJECT);
                        last.accumulateAndGet(done, Math::max);
                        return true;
                    }))
                    .isTrue();
            assertThat(last.get()).isPositive().isLessThanOrEqualTo(10L * OBJECT);
            assertThat(clone.parent()).isEmpty();
            assertThat(base.children()).extracting(RbdChild::image).doesNotContain(new ImageName("kvm", "across"));
            assertThat(clone.ownBytes()).isEqualTo(5L * OBJECT);
            hasContentOfBase(clone);
        }
        disks.remove("across");
        assertThat(disks.has("across")).isFalse();
    }

    @Test
    void aCancelledFlattenEndsWithinTheObjectsUnderWayAndIsContinued() {
        disks.cloneImage(templates, "base", "v1", "cancelled", CloneFormat.UNPROTECTED);
        try (RbdImage clone = disks.open("cancelled")) {
            assertThat(clone.flatten((done, total) -> false)).isFalse();
            assertThat(clone.parent()).isPresent();
            hasContentOfBase(clone);

            assertThat(clone.flatten((done, total) -> true)).isTrue();
            assertThat(clone.parent()).isEmpty();
            hasContentOfBase(clone);
            // librbd has no word for it but EINVAL: who flattens looks at the parent first.
            fails(FailureCode.STORAGE_ERROR, () -> clone.flatten((done, total) -> true), "EINVAL");
        }
        disks.remove("cancelled");
    }

    @Test
    void whatTheListenerThrowsEndsTheFlattenAndIsThrown() {
        disks.cloneImage(templates, "base", "v1", "thrown", CloneFormat.UNPROTECTED);
        try (RbdImage clone = disks.open("thrown")) {
            assertThatThrownBy(() -> clone.flatten((done, total) -> {
                        throw new IllegalStateException("injected");
                    }))
                    .hasMessage("injected");
            assertThat(clone.parent()).isPresent();
        }
        disks.remove("thrown");
    }

    @Test
    void aSnapshotWithChildrenOfTheOldFormatIsUnprotectedOnlyAfterTheLastIsFlattened() {
        templates.create("old", OBJECT);
        try (RbdImage parent = templates.open("old")) {
            parent.createSnapshot("s");
            fails(
                    FailureCode.STORAGE_ERROR,
                    () -> disks.cloneImage(templates, "old", "s", "early", CloneFormat.PROTECTED),
                    "EINVAL");
            parent.protect("s");
            parent.protect("s");
            assertThat(parent.isProtected("s")).isTrue();
            disks.cloneImage(templates, "old", "s", "child", CloneFormat.PROTECTED);
            fails(FailureCode.STORAGE_IN_USE, () -> parent.unprotect("s"), "EBUSY");
            fails(FailureCode.STORAGE_IN_USE, () -> parent.removeSnapshot("s"), "EBUSY");
            try (RbdImage child = disks.open("child")) {
                assertThat(child.flatten((done, total) -> true)).isTrue();
            }
            parent.unprotect("s");
            parent.unprotect("s");
            parent.removeSnapshot("s");
            assertThat(parent.snapshots()).isEmpty();
        }
        assertThat(disks.has("early")).isFalse();
        disks.remove("child");
        templates.remove("old");
    }

    @Test
    void aParentGoesToTheTrashAndIsPurgedWhenItsLastChildIsIndependent() {
        templates.create("leaving", OBJECT);
        try (RbdImage parent = templates.open("leaving")) {
            parent.createSnapshot("s");
            assertThat(parent.snapshots())
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.name()).isEqualTo("s"))
                    .satisfies(snapshot -> assertThat(snapshot.bytes()).isEqualTo(OBJECT));
            disks.cloneImage(templates, "leaving", "s", "stays", CloneFormat.UNPROTECTED);
            parent.removeSnapshot("s");
            assertThat(parent.snapshots()).isEmpty();
        }
        fails(FailureCode.STORAGE_IN_USE, () -> templates.remove("leaving"), "ENOTEMPTY", "EBUSY");
        templates.moveToTrash("leaving", Duration.ofHours(1));
        RbdTrashed trashed = templates.trash().stream()
                .filter(each -> each.name().equals("leaving"))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(trashed.deleted(), trashed.keptUntil())).isEqualTo(Duration.ofHours(1));
        try (RbdImage stays = disks.open("stays")) {
            assertThat(stays.parent().orElseThrow().trashed()).isTrue();
            templates.restore(trashed.id(), "leaving");
            assertThat(stays.parent().orElseThrow().image()).isEqualTo(new ImageName("template", "leaving"));
            templates.moveToTrash("leaving", Duration.ofHours(1));
            assertThat(stays.flatten((done, total) -> true)).isTrue();
        }
        fails(FailureCode.STORAGE_FORBIDDEN, () -> templates.purge(trashed.id(), false), "EPERM");
        templates.purge(trashed.id(), true);
        assertThat(templates.trash()).isEmpty();
        disks.remove("stays");
    }

    @Test
    void aFencedClientIsToldSoAndAnotherContinuesItsFlatten() throws Exception {
        disks.cloneImage(templates, "base", "v1", "fenced", CloneFormat.UNPROTECTED);
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch fenced = new CountDownLatch(1);
        try (CephClient lost = CephClient.patient(access, DEADLINE);
                RbdPool its = lost.pool(CephPools.KVM)) {
            RbdImage image = its.open("fenced");
            CompletableFuture<Boolean> flatten = CompletableFuture.supplyAsync(() -> image.flatten((done, total) -> {
                under.countDown();
                return await(fenced);
            }));
            under.await();
            assertThat(client.address()).isNotEqualTo(lost.address());
            try (RbdImage seen = disks.open("fenced")) {
                assertThat(seen.watchers()).extracting(RbdWatcher::address).isNotEmpty();
                assertThat(seen.lockOwners()).isNotEmpty();
            }
            client.blocklist(lost.address(), Duration.ofMinutes(5));
            assertThat(ceph.run("ceph", "osd", "blocklist", "ls")).contains(lost.address());
            fenced.countDown();
            fails(FailureCode.STORAGE_CLIENT_FENCED, () -> joined(flatten), "ESHUTDOWN");
            try (RbdImage continued = disks.open("fenced")) {
                assertThat(continued.flatten((done, total) -> true)).isTrue();
                assertThat(continued.parent()).isEmpty();
                hasContentOfBase(continued);
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> removed("fenced"));
    }

    @Test
    void theLockIsHandedOverToWhoAsksForIt() {
        disks.create("locked", OBJECT);
        try (CephClient other = CephClient.withDeadline(access, DEADLINE);
                RbdPool its = other.pool(CephPools.KVM);
                RbdImage owned = its.open("locked");
                RbdImage taking = disks.open("locked")) {
            assertThat(taking.lockOwners()).isEmpty();
            owned.write(0, new byte[] {1});
            assertThat(owned.ownsLock()).isTrue();
            List<String> owners = taking.lockOwners();
            assertThat(owners).hasSize(1);

            taking.acquireLock();
            assertThat(taking.ownsLock()).isTrue();
            assertThat(owned.ownsLock()).isFalse();
            assertThat(taking.lockOwners()).hasSize(1).isNotEqualTo(owners);
            taking.releaseLock();
            assertThat(taking.lockOwners()).isEmpty();
        }
        disks.remove("locked");
    }

    @Test
    void anImageCarriesWhoItIsFor() {
        disks.create("noted", OBJECT);
        try (RbdImage image = disks.open("noted")) {
            assertThat(image.metadata()).isEmpty();
            image.setMetadata("longhaul.vm", "vm_1");
            image.setMetadata("longhaul.tenant", "Käse & Co");
            image.setMetadata("longhaul.vm", "vm_2");
            assertThat(image.metadata())
                    .containsOnly(
                            java.util.Map.entry("longhaul.vm", "vm_2"),
                            java.util.Map.entry("longhaul.tenant", "Käse & Co"));
        }
        disks.remove("noted");
    }

    @Test
    void moreImagesAreListedThanAFirstGuessHasRoomFor() {
        List<String> names = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> "many-" + i)
                .toList();
        names.forEach(name -> disks.create(name, OBJECT));
        assertThat(disks.images()).containsAll(names);
        names.forEach(disks::remove);
    }

    @Test
    void anImageStaysOpenWhenItsPoolAndItsClientAreClosedAndCollected() {
        RbdImage image = opened();
        for (int i = 0; i < 5; i++) {
            System.gc();
            assertThat(image.bytes()).isEqualTo(10L * OBJECT);
        }
        image.close();
        image.close();
        assertThatThrownBy(image::bytes).isInstanceOf(IllegalStateException.class);
    }

    private static RbdImage opened() {
        try (CephClient own = CephClient.withDeadline(access, DEADLINE);
                RbdPool pool = own.pool(CephPools.TEMPLATE)) {
            return pool.openReadOnly("base", "v1");
        }
    }

    @Test
    void theManagerAnswers() {
        assertThat(client.manager("{\"prefix\": \"rbd task list\"}")).startsWith("[");
        assertThat(client.fsid()).hasSize(36);
    }

    private static boolean removed(String image) {
        try {
            disks.remove(image);
            return true;
        } catch (LonghaulException e) {
            // The watch of a client that was fenced ends half a minute later.
            assertThat(e.failure().code()).isEqualTo(FailureCode.STORAGE_IN_USE);
            return false;
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void joined(CompletableFuture<Boolean> flatten) throws Throwable {
        try {
            flatten.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause();
        }
    }

    private static void fails(FailureCode code, ThrowingCallable call, String... errnos) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LonghaulException.class, e -> {
            assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.failure().facts().get("errno")).isIn((Object[]) errnos);
        });
    }

    private static void hasContentOfBase(RbdImage image) {
        byte[] found = new byte[OBJECT];
        for (int object = 0; object < 10; object++) {
            assertThat(image.read((long) object * OBJECT, found)).isEqualTo(OBJECT);
            byte[] expected = object % 2 == 0 ? pattern(object) : new byte[OBJECT];
            assertThat(Arrays.equals(found, expected)).as("object %d", object).isTrue();
        }
    }

    private static byte[] pattern(int object) {
        byte[] bytes = new byte[OBJECT];
        Arrays.fill(bytes, (byte) (object + 1));
        return bytes;
    }
}
