package io.longhaul.stack.guest;

/** How guests run, by the name that libvirt has for it as a domain type. */
public enum Hypervisor {
    /** In hardware. */
    KVM("kvm"),
    /** Emulated (TCG). */
    QEMU("qemu");

    private final String domainType;

    Hypervisor(String domainType) {
        this.domainType = domainType;
    }

    /** {@code kvm} or {@code qemu}. */
    public String domainType() {
        return domainType;
    }
}
