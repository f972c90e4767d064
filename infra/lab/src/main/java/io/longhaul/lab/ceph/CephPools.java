package io.longhaul.lab.ceph;

import java.util.Arrays;
import java.util.List;

/** The pools of a cluster of ours. */
public final class CephPools {
    /** Where templates are. */
    public static final String TEMPLATE = "template";
    /** Where the disks of VMs are. */
    public static final String KVM = "kvm";

    private static final int PLACEMENT_GROUPS = 16;

    private final CephTools tools;

    CephPools(CephTools tools) {
        this.tools = tools;
    }

    /** Makes those that are missing, for RBD images. */
    void ensure() {
        List<String> present =
                Arrays.asList(tools.run("ceph", "osd", "pool", "ls").strip().split("\n", -1));
        for (String pool : List.of(TEMPLATE, KVM)) {
            if (!present.contains(pool)) {
                tools.run("ceph", "osd", "pool", "create", pool, Integer.toString(PLACEMENT_GROUPS));
            }
            // Says nothing when it was done before.
            tools.run("rbd", "pool", "init", pool);
        }
    }
}
