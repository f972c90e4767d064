package io.longhaul.host.libvirt;

import java.util.Map;
import java.util.TreeMap;
import org.libvirt.NodeInfo;

/** What libvirt says of its host. */
public final class HostFacts {
    private final LibvirtSession session;

    HostFacts(LibvirtSession session) {
        this.session = session;
    }

    /** CPUs, memory and versions as they are now. */
    public Facts read() {
        return session.call("describe the host", connection -> {
            NodeInfo info = connection.nodeInfo();
            Map<String, String> versions = new TreeMap<>();
            versions.put("libvirt", version(connection.getLibVersion()));
            versions.put("qemu", version(connection.getVersion()));
            return new Facts(info.cpus, info.memory / 1024, versions);
        });
    }

    /** libvirt writes versions as major * 1,000,000 + minor * 1,000 + release. */
    private static String version(long number) {
        return number / 1_000_000 + "." + number / 1000 % 1000 + "." + number % 1000;
    }

    /**
     * What it says.
     *
     * @param cpus logical CPUs
     * @param memoryMib memory in MiB
     * @param versions by name, {@code libvirt} and {@code qemu}
     */
    public record Facts(int cpus, long memoryMib, Map<String, String> versions) {}
}
