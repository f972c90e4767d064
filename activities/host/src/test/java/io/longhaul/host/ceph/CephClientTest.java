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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a cluster is not to be had is told by its own code, within the deadline. */
final class CephClientTest {
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final String USER = "client.longhaul";

    private static CephCluster ceph;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        assumeTrue(Users.isRoot(), "the lab is started as root");
        ceph = CephCluster.ephemeral(new CephOptions(1, true, 1L << 30));
    }

    @AfterAll
    static void stop() {
        if (ceph != null) {
            ceph.close();
        }
    }

    @Test
    void aKeyringThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.keyring");
        fails(FailureCode.STORAGE_FORBIDDEN, () -> connect(ceph.configuration(), USER, missing), missing.toString());
    }

    @Test
    void aKeyOfAnotherIsRefused() throws IOException {
        String foreign = Files.readString(ceph.keyring("client.admin")).replace("client.admin", USER);
        Path keyring = Files.writeString(folder.resolve("wrong.keyring"), foreign);
        fails(FailureCode.STORAGE_FORBIDDEN, () -> connect(ceph.configuration(), USER, keyring), USER);
    }

    @Test
    void aUserThatTheKeyringDoesNotHaveIsNamed() {
        fails(
                FailureCode.STORAGE_FORBIDDEN,
                () -> connect(ceph.configuration(), "client.nobody", ceph.keyring(USER)),
                "client.nobody");
    }

    @Test
    void aMonitorThatCannotBeReachedIsGivenUpAtTheDeadline() throws IOException {
        Path nowhere = Files.writeString(
                folder.resolve("nowhere.conf"),
                Files.readString(ceph.configuration()).replaceAll("mon_host = .*", "mon_host = [v2:127.0.0.1:1/0]"));
        fails(FailureCode.STORAGE_UNREACHABLE, () -> connect(nowhere, USER, ceph.keyring(USER)), USER);
    }

    @Test
    void aPoolThatIsNotThereIsNamed() {
        try (CephClient client = connect(ceph.configuration(), USER, ceph.keyring(USER))) {
            fails(FailureCode.WORLD_DISAGREES, () -> client.pool("nonsense"), "nonsense");
        }
    }

    @Test
    void aPoolWithoutRightsAndAnImageThatIsNotThereAreTold() {
        ceph.run("ceph", "osd", "pool", "create", "foreign", "4");
        ceph.run("rbd", "pool", "init", "foreign");
        try (CephClient client = connect(ceph.configuration(), USER, ceph.keyring(USER));
                RbdPool foreign = client.pool("foreign");
                RbdPool own = client.pool(CephPools.KVM)) {
            fails(FailureCode.STORAGE_FORBIDDEN, foreign::images, "foreign");
            fails(FailureCode.STORAGE_FORBIDDEN, () -> foreign.create("image", 1 << 20), "foreign/image");
            fails(FailureCode.WORLD_DISAGREES, () -> own.open("nothing"), "kvm/nothing");
        }
        assertThat(ceph.run("rbd", "ls", "foreign")).isBlank();
    }

    @Test
    void anOperationThatTheClusterKeepsWaitingIsGivenUpAtTheDeadline() {
        try (CephClient client = connect(ceph.configuration(), USER, ceph.keyring(USER));
                RbdPool own = client.pool(CephPools.KVM)) {
            own.create("waiting", 1 << 20);
            ceph.osd(0).freeze();
            try {
                fails(FailureCode.STORAGE_UNREACHABLE, () -> own.open("waiting"), "kvm/waiting");
            } finally {
                ceph.osd(0).thaw();
            }
            own.remove("waiting");
        }
    }

    private static CephClient connect(Path configuration, String user, Path keyring) {
        return CephClient.withDeadline(new CephAccess(configuration, user, keyring), DEADLINE);
    }

    private static void fails(FailureCode code, ThrowingCallable call, String named) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LonghaulException.class, e -> {
            assertThat(e.failure().code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.getMessage()).contains(named);
        });
    }
}
