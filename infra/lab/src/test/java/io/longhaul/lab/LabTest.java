package io.longhaul.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.StackException;
import io.longhaul.stack.StackListener;
import io.longhaul.stack.part.Part;
import io.longhaul.stack.process.Users;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LabTest {
    private static final CephOptions SMALL = new CephOptions(1, true, 1L << 30);

    @BeforeAll
    static void needsRoot() {
        assumeTrue(Users.isRoot(), "the lab is started as root");
    }

    @Test
    void isInANetworkOfItsOwnAndGoesWithoutATrace() throws Exception {
        LonghaulHome current = LonghaulHome.current();
        Path state = current.newTestFolder("lab");
        Lab lab = Lab.of(current.withState(state));
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts"));
        lab.down(StackListener.SILENT);
        assertThat(lab.ceph()).isEmpty();
        try {
            CephCluster ceph = lab.up(Optional.of(SMALL), StackListener.SILENT);
            assertThat(ceph.monitorAddress()).isEqualTo("10.88.0.1:6789");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ceph.status().health().equals("HEALTH_OK"));
            assertThat(NetworkInterface.networkInterfaces().map(NetworkInterface::getName))
                    .doesNotContain("wire");

            List<Long> pids = pids(ceph);
            assertThat(pids(lab.up(Optional.empty(), StackListener.SILENT))).isEqualTo(pids);
            assertThatThrownBy(() -> lab.up(Optional.of(CephOptions.USUAL), StackListener.SILENT))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("was made with other options (1 OSDs in memory)");

            lab.down(StackListener.SILENT);
            assertThat(pids)
                    .noneMatch(pid ->
                            ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
            try (Stream<Path> left = Files.walk(state).filter(Files::isRegularFile)) {
                assertThat(left).containsExactly(state.resolve("lab/.lock"));
            }
            assertThat(Files.readAllLines(Path.of("/proc/self/mounts"))).isEqualTo(mounts);
        } finally {
            lab.down(StackListener.SILENT);
            Folders.delete(state);
        }
    }

    private static List<Long> pids(CephCluster ceph) {
        return ceph.parts().stream().map(Part::pid).map(Optional::orElseThrow).toList();
    }
}
