package io.longhaul.host.image;

import java.util.Arrays;
import java.util.Optional;

/** A format that a template may be registered from; the name is the one that QEMU's tools take. */
public enum ImageFormat {
    RAW("raw"),
    QCOW2("qcow2"),
    /** Only the subformat {@code streamOptimized}, the one in which VMware exports disks. */
    VMDK("vmdk");

    private final String qemuName;

    ImageFormat(String qemuName) {
        this.qemuName = qemuName;
    }

    /** The driver's name for {@code qemu-img -f}. */
    public String qemuName() {
        return qemuName;
    }

    /** The format of that name, or empty when there is none. */
    public static Optional<ImageFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.qemuName.equals(name))
                .findFirst();
    }
}
