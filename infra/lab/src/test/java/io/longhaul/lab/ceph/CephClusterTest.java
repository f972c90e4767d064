package io.longhaul.lab.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.StackException;
import io.longhaul.stack.StackListener;
import io.longhaul.stack.part.Part;
import io.longhaul.stack.process.Command;
import io.longhaul.stack.process.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CephClusterTest {

    @BeforeAll
    static void needsRoot() {
        assumeTrue(Users.isRoot(), "the lab is started as root");
    }

    @Test
    void keepsItsImagesOverARestartAndIsFoundByAnotherProgram() {
        Path folder = LonghaulHome.current().newTestFolder("ceph");
        try (CephCluster first = CephCluster.of(folder, CephPlace.loopback(), CephOptions.USUAL)) {
            first.up(StackListener.SILENT);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> first.status().health().equals("HEALTH_OK"));
            assertThat(first.status().osdsUp()).isEqualTo(1);
            first.run("rbd", "create", "kvm/kept", "--size", "16M");

            CephCluster found = CephCluster.of(folder, CephPlace.loopback(), CephOptions.USUAL);
            assertThat(found.parts()).extracting(Part::pid).doesNotContain(java.util.Optional.empty());
            List<Long> before = pids(found);
            assertThat(pids(found.up(StackListener.SILENT))).isEqualTo(before);

            found.down(StackListener.SILENT);
            assertThat(found.parts()).extracting(Part::pid).containsOnly(java.util.Optional.empty());
            found.up(StackListener.SILENT);
            assertThat(found.run("rbd", "ls", "kvm").strip()).isEqualTo("kept");
            found.down(StackListener.SILENT);
        } finally {
            CephCluster.of(folder, CephPlace.loopback(), CephOptions.USUAL).down(StackListener.SILENT);
            Folders.delete(folder);
        }
    }

    @Test
    void longhaulHasItsTwoPoolsAndNothingElse() throws Exception {
        try (CephCluster ceph = CephCluster.ephemeral(new CephOptions(3, true, 1L << 30))) {
            assertThat(ceph.status().osdsUp()).isEqualTo(3);
            assertThat(ceph.run("ceph", "osd", "pool", "get", CephPools.KVM, "size"))
                    .contains("size: 3");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ceph.keyring("client.longhaul"))))
                    .isEqualTo("rw-------");

            as(ceph, "rbd", "create", "kvm/own", "--size", "16M");
            assertThat(as(ceph, "rbd", "ls", "kvm")).isEqualTo("own");
            as(ceph, "rbd", "rm", "--no-progress", "kvm/own");
            ceph.run("ceph", "osd", "pool", "create", "foreign", "4");
            ceph.run("rbd", "pool", "init", "foreign");
            assertThatThrownBy(() -> as(ceph, "rbd", "create", "foreign/image", "--size", "16M"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Operation not permitted");
            assertThatThrownBy(() -> as(ceph, "ceph", "osd", "pool", "create", "another", "4"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("EACCES");
        }
    }

    @Test
    void anOsdComesBackAfterAKillAndAClosedClusterLeavesNothing() {
        List<Long> all = new ArrayList<>();
        try (CephCluster ceph = CephCluster.ephemeral(CephOptions.USUAL)) {
            ceph.run("rbd", "create", "kvm/image", "--size", "16M");
            ceph.osd(0).kill9();
            ceph.osd(0).start();
            assertThat(ceph.run("rbd", "info", "kvm/image")).contains("size 16 MiB");
            all.addAll(pids(ceph));
        }
        assertThat(all)
                .hasSize(3)
                .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    private static String as(CephCluster ceph, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--id", "longhaul", "--keyring", ceph.keyring("client.longhaul").toString()));
        return Command.of(all)
                .with("CEPH_CONF", ceph.configuration().toString())
                .run()
                .strip();
    }

    private static List<Long> pids(CephCluster ceph) {
        return ceph.parts().stream().map(part -> part.pid().orElseThrow()).toList();
    }
}
