package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Items;
import io.longhaul.schemas.constraint.Range;
import io.longhaul.schemas.constraint.Text;
import java.util.List;

/**
 * Make a VM from a template: overlay clones of the disks now, flattened behind it by policy.
 *
 * @param name the VM's name, unique in the tenant
 * @param template id or name of the template of the system disk
 * @param capacityMib the system disk's size in MiB, at least the template's; null: the template's
 * @param dataDisks further disks, each from a template; null: none
 * @param vcpus number of virtual CPUs; null: 1
 * @param memoryMib memory in MiB; null: 512
 * @param cluster the cluster to place it in; null: {@code default}
 * @param node the one node to place it on; null: chosen
 * @param nics network interfaces in order; null: none
 * @param guest what the guest is told at its first boot; null: nothing
 * @param readiness when the job counts the VM as ready; null: {@code started}
 * @param flatten when the disks are made independent of the template; null: {@code background}
 * @param flattenBandwidthMibps limit of a flatten in MiB/s per disk, held while the VM runs and not while it is off;
 *     null: no limit
 */
public record CloneVm(
        @JsonProperty(required = true) @Text(pattern = Patterns.NAME, max = 63)
        String name,

        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String template,

        @Range(min = 1, max = 67108864) Long capacityMib,
        @Items(max = 7) List<DataDisk> dataDisks,
        @Range(min = 1, max = 256) Integer vcpus,
        @Range(min = 64, max = 4194304) Long memoryMib,

        @Text(pattern = Patterns.PLACE, max = 63) String cluster,

        @Text(pattern = Patterns.PLACE, max = 63) String node,

        @Items(max = 8) List<Nic> nics,
        Guest guest,
        Readiness readiness,
        FlattenPolicy flatten,

        @Range(min = 1, max = 1048576) Integer flattenBandwidthMibps)
        implements JobRequest {
    public CloneVm {
        dataDisks = dataDisks == null ? List.of() : List.copyOf(dataDisks);
        vcpus = vcpus == null ? 1 : vcpus;
        memoryMib = memoryMib == null ? 512L : memoryMib;
        cluster = cluster == null ? "default" : cluster;
        nics = nics == null ? List.of() : List.copyOf(nics);
        readiness = readiness == null ? Readiness.started() : readiness;
        flatten = flatten == null ? FlattenPolicy.BACKGROUND : flatten;
    }

    @Override
    public Operation operation() {
        return Operation.CLONE_VM;
    }

    /**
     * A further disk.
     *
     * @param template id or name of its template
     * @param capacityMib size in MiB, at least the template's; null: the template's
     */
    public record DataDisk(
            @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
            String template,

            @Range(min = 1, max = 67108864) Long capacityMib) {}

    /**
     * A network interface; its MAC address is made by Longhaul.
     *
     * @param network the network's name, which each node maps to a bridge or to QEMU's user network
     */
    public record Nic(
            @JsonProperty(required = true) @Text(pattern = Patterns.PLACE, max = 63)
            String network) {}

    /**
     * What the guest is told by the NoCloud disk.
     *
     * @param hostname null: the VM's name
     * @param sshKeys public keys in OpenSSH's form; null: none
     * @param userData cloud-init user-data, at most 64 KiB; secret: only ciphertext is stored; null: none
     */
    public record Guest(
            @Text(pattern = Patterns.NAME, max = 63) String hostname,

            @Items(max = 32) List<@Text(pattern = Patterns.SSH_KEY, max = 8192) String> sshKeys,

            @Text(max = 65536) String userData) {
        public Guest {
            sshKeys = sshKeys == null ? List.of() : List.copyOf(sshKeys);
        }
    }
}
