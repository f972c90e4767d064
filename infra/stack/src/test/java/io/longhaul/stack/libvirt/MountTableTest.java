package io.longhaul.stack.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {

    private static final String PROC = "23 29 0:21 / /proc rw,nosuid shared:12 - proc proc rw";
    private static final String ROOT = "29 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw";

    @Test
    void knowsWhetherTheRootIsAMountPoint() {
        assertThat(new MountTable(List.of(PROC, ROOT)).hasRoot()).isTrue();
        assertThat(new MountTable(List.of(PROC)).hasRoot()).isFalse();
        assertThat(new MountTable(List.of()).hasRoot()).isFalse();
    }
}
