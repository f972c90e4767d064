package io.longhaul.host.libvirt;

import io.longhaul.workflows.plan.VmRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a domain's definition is made from, with names resolved to what they are on this node.
 *
 * @param accelerator {@code kvm} or {@code qemu} (TCG)
 * @param jobId the job that defines it
 * @param vm the VM
 * @param vcpus number of virtual CPUs
 * @param memoryMib memory in MiB
 * @param disks the first boots
 * @param seed the NoCloud disk; empty: none
 * @param nics network interfaces
 * @param serialLog file that takes the serial console
 */
public record DomainTemplate(
        Accelerator accelerator,
        String jobId,
        VmRef vm,
        int vcpus,
        long memoryMib,
        List<Disk> disks,
        Optional<Path> seed,
        List<Nic> nics,
        Path serialLog) {
    public DomainTemplate {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        if (vcpus < 1 || memoryMib < 1 || disks.isEmpty() || disks.size() > 20) {
            throw new IllegalArgumentException("a domain needs CPUs, memory and 1 to 20 disks");
        }
    }

    /**
     * A disk.
     *
     * @param volume id of its volume
     * @param source where its bytes are
     */
    public record Disk(String volume, DiskSource source) {}

    /** A network interface. */
    public record Nic(NetworkMapping network, String mac) {}

    /** What runs the guest's code. */
    public enum Accelerator {
        KVM("kvm"),
        /** QEMU's translator, where KVM is not to be had. */
        TCG("qemu");

        private final String domainType;

        Accelerator(String domainType) {
            this.domainType = domainType;
        }

        /** libvirt's word for it. */
        public String domainType() {
            return domainType;
        }
    }
}
