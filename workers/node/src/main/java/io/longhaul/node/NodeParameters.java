package io.longhaul.node;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Parsers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Parameters of the node worker. */
public final class NodeParameters {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final String NAME_KIND = "1 to 63 lower-case letters, digits and dashes";

    public static final ConfigParameter<String> NAME_OF_NODE = ConfigParameter.required(
            "node.name", Parsers.text(NAME_KIND, NAME), "Name of this node, unique in the deployment.");
    public static final ConfigParameter<String> CLUSTER = ConfigParameter.withDefault(
            "node.cluster", Parsers.text(NAME_KIND, NAME), "default", "The cluster that the node belongs to.");
    public static final ConfigParameter<Map<String, String>> STORAGES = ConfigParameter.required(
            "node.storages",
            Parsers.pairs("NAME=qcow2:DIRECTORY, separated by commas"),
            "The storages that this node reaches. A qcow2 storage is a directory.");
    public static final ConfigParameter<Map<String, String>> NETWORKS = ConfigParameter.withDefault(
            "node.networks",
            Parsers.pairs("NAME=user or NAME=bridge:BRIDGE, separated by commas"),
            "default=user",
            "What the names of networks mean here: QEMU's user network, or a bridge of the host.");
    public static final ConfigParameter<Path> IMAGES_DIRECTORY = CommonParameters.directory(
            "node.images.directory",
            "Where images to be registered as templates are found by their name: each in the folder of its tenant's name. Links are not followed.");
    public static final ConfigParameter<Path> STATE_DIRECTORY = CommonParameters.directory(
            "node.state.directory", "Where the node keeps epochs, serial logs and the output of tools; never shared.");
    public static final ConfigParameter<String> ACCELERATOR = ConfigParameter.withDefault(
            "node.accelerator",
            Parsers.oneOf("kvm", "qemu"),
            "kvm",
            "How guests run: by hardware (kvm), or emulated (qemu) where the hardware cannot.");
    public static final ConfigParameter<Integer> VCPUS = ConfigParameter.optional(
            "node.vcpus", Parsers.integer(1, 100_000), "Virtual CPUs that the node offers; else as many as it has.");
    public static final ConfigParameter<Long> MEMORY_MIB = ConfigParameter.optional(
            "node.memory.mib",
            Parsers.longInteger(64, 1L << 40),
            "Memory in MiB that the node offers to VMs; else all that it has.");
    public static final ConfigParameter<Duration> REPORT_SECONDS = ConfigParameter.withDefault(
            "node.report.seconds", Parsers.seconds(), "5", "How often the node reports itself.");
    public static final ConfigParameter<Integer> CONTROL_SLOTS =
            ConfigParameter.withDefault("node.control.slots", Parsers.integer(1, 200), "8", "Short calls at once.");
    public static final ConfigParameter<Integer> WORK_SLOTS = ConfigParameter.withDefault(
            "node.work.slots",
            Parsers.integer(1, 200),
            "32",
            "Long calls at once: flattens and imports; further ones wait.");
    public static final ConfigParameter<Integer> WAIT_SLOTS = ConfigParameter.withDefault(
            "node.wait.slots",
            Parsers.integer(1, 1000),
            "100",
            "Waits for guests at once, until they are ready or off; further ones wait.");
    public static final ConfigParameter<String> LIBVIRT_URI =
            ConfigParameter.withDefault("libvirt.uri", Parsers.text(), "qemu:///system", "libvirt of this host.");
    public static final ConfigParameter<Duration> LIBVIRT_DEADLINE_SECONDS = ConfigParameter.withDefault(
            "libvirt.deadline.seconds", Parsers.seconds(), "15", "How long a call to libvirt may take.");
    public static final ConfigParameter<Duration> STALL_SECONDS = ConfigParameter.withDefault(
            "node.stall.seconds",
            Parsers.seconds(),
            "540",
            "A flatten or import that does no byte for so long is parked (NO_PROGRESS); what works on the host is left as it is.");

    /** All of them. */
    public static final List<ConfigParameter<?>> ALL = CommonParameters.with(List.of(
            NAME_OF_NODE,
            CLUSTER,
            STORAGES,
            NETWORKS,
            IMAGES_DIRECTORY,
            STATE_DIRECTORY,
            ACCELERATOR,
            VCPUS,
            MEMORY_MIB,
            REPORT_SECONDS,
            CONTROL_SLOTS,
            WORK_SLOTS,
            WAIT_SLOTS,
            STALL_SECONDS,
            LIBVIRT_URI,
            LIBVIRT_DEADLINE_SECONDS,
            CommonParameters.SEAL_KEY_FILE,
            CommonParameters.TEMPORAL_ADDRESS,
            CommonParameters.TEMPORAL_NAMESPACE,
            CommonParameters.KAFKA_BOOTSTRAP_SERVERS));

    private NodeParameters() {}
}
