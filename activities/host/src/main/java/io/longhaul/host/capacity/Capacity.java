package io.longhaul.host.capacity;

import io.longhaul.host.HostConfig;
import io.longhaul.host.HostParts;
import io.longhaul.host.libvirt.HostFacts;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.StorageReport;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what a node offers and what runs on it. */
public final class Capacity {
    private final HostParts host;
    private final HostFacts facts;

    /** The capacity of that host. */
    public Capacity(HostParts host, HostFacts facts) {
        this.host = host;
        this.facts = facts;
    }

    /** The report as of now. */
    public NodeReport report(String cluster, String incarnation, boolean stopping) {
        HostConfig config = host.config();
        HostFacts.Facts found = facts.read();
        Map<String, String> named = new TreeMap<>(found.versions());
        named.put("accelerator", config.accelerator().domainType());
        return new NodeReport(
                config.node(),
                cluster,
                incarnation,
                config.offeredVcpus() > 0 ? config.offeredVcpus() : found.cpus(),
                config.offeredMemoryMib() > 0 ? config.offeredMemoryMib() : found.memoryMib(),
                host.storages().values().stream().map(Capacity::report).toList(),
                config.networks().keySet().stream().sorted().toList(),
                named,
                domains(),
                stopping,
                Instant.now());
    }

    private static StorageReport report(Storage storage) {
        Storage.Space space = storage.space();
        return new StorageReport(storage.name(), storage.kind(), space.totalBytes(), space.freeBytes());
    }

    /** Only ours: a libvirt that is shared with others may have domains of any name. */
    private Map<String, String> domains() {
        Map<String, String> power = new TreeMap<>();
        host.domains().all().forEach((name, running) -> {
            if (name.startsWith("vm_")) {
                power.put(name, running ? "running" : "off");
            }
        });
        return power;
    }
}
