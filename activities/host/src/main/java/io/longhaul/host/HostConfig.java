package io.longhaul.host;

import io.longhaul.host.libvirt.DomainTemplate.Accelerator;
import io.longhaul.host.libvirt.NetworkMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What a node is told about its host.
 *
 * @param node the node's name
 * @param libvirtUri where its libvirtd is
 * @param accelerator what runs guests
 * @param storages absolute path of each qcow2 pool, by the storage's name
 * @param networks what each network's name means here
 * @param images folder of the images that templates are registered from
 * @param state folder for epochs, console logs and the output of tools; local, never shared
 * @param sealKey file with the 32 bytes that open sealed texts; null: none can be opened
 * @param callDeadline for each call to libvirt
 * @param stall long work whose bytes stand still for so long is given to a person
 * @param offeredVcpus virtual CPUs to offer; 0: as many as the host has
 * @param offeredMemoryMib memory to offer in MiB; 0: all of the host's
 */
public record HostConfig(
        String node,
        String libvirtUri,
        Accelerator accelerator,
        Map<String, Path> storages,
        Map<String, NetworkMapping> networks,
        Path images,
        Path state,
        Path sealKey,
        Duration callDeadline,
        Duration stall,
        int offeredVcpus,
        long offeredMemoryMib) {
    public HostConfig {
        Objects.requireNonNull(node);
        Objects.requireNonNull(libvirtUri);
        Objects.requireNonNull(accelerator);
        Objects.requireNonNull(stall);
        storages = Map.copyOf(storages);
        networks = Map.copyOf(networks);
        images = images.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        if (callDeadline.isNegative() || callDeadline.isZero() || offeredVcpus < 0 || offeredMemoryMib < 0) {
            throw new IllegalArgumentException("the deadline must be positive, and offers not negative");
        }
    }
}
