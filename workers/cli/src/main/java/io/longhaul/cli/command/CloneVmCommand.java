package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.cli.UsageException;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a VM from a template. */
@Command(
        description = "Make a VM from a template: overlay clones of its disks now, flattened behind it by policy.",
        footer = {
            "%nExamples:",
            "  " + Invocation.LONGHAUL + " vm clone debian web1 --watch",
            "  " + Invocation.LONGHAUL + " vm clone debian web1 --vcpus 2 --memory 2048 --disk 20480 \\",
            "      --network default --ssh-key ~/.ssh/id_ed25519.pub \\",
            "      --ready serial='login:' --flatten never"
        })
final class CloneVmCommand extends RequestCommand {
    @Parameters(index = "0", paramLabel = "TEMPLATE", description = "Id or name of the system disk's template.")
    private String template;

    @Parameters(index = "1", paramLabel = "NAME", description = "The VM's name.")
    private String name;

    @Option(names = "--disk", paramLabel = "MIB", description = "Size of the system disk. Default: the template's.")
    private Long capacityMib;

    @Option(
            names = "--data-disk",
            paramLabel = "TEMPLATE[=MIB]",
            description = "A further disk from a template; may be repeated.")
    private List<String> dataDisks = List.of();

    @Option(names = "--vcpus", paramLabel = "N", description = "Virtual CPUs. Default: 1.")
    private Integer vcpus;

    @Option(names = "--memory", paramLabel = "MIB", description = "Memory. Default: 512.")
    private Long memoryMib;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Cluster to place it in. Default: default.")
    private String cluster;

    @Option(names = "--node", paramLabel = "NAME", description = "The one node to place it on.")
    private String node;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "A network interface in this network; may be repeated.")
    private List<String> networks = List.of();

    @Option(names = "--hostname", paramLabel = "NAME", description = "The guest's hostname. Default: the VM's name.")
    private String hostname;

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description = "File with a public key for the guest; may be repeated.")
    private List<Path> sshKeys = List.of();

    @Option(names = "--user-data", paramLabel = "FILE", description = "cloud-init user-data for the guest.")
    private Path userData;

    @Option(
            names = "--ready",
            paramLabel = "SIGN",
            description = "When the VM counts as ready: defined, started (default), agent, or serial=PATTERN.")
    private String ready;

    @Option(names = "--ready-timeout", paramLabel = "SECONDS", description = "How long to wait for it. Default: 300.")
    private Integer readyTimeout;

    @Option(
            names = "--flatten",
            paramLabel = "WHEN",
            description = "When the disks are made independent: background (default), before-start, never.")
    private String flatten;

    @Option(
            names = "--flatten-bandwidth",
            paramLabel = "MIBPS",
            description = "Limit of a flatten in MiB/s per disk while the VM runs; with the VM off, as before its first"
                    + " start, there is none. Default: none.")
    private Integer flattenBandwidth;

    @Override
    JobRequest request() {
        return new CloneVm(
                name,
                template,
                capacityMib,
                dataDisks.stream().map(CloneVmCommand::dataDisk).toList(),
                vcpus,
                memoryMib,
                cluster,
                node,
                networks.stream().map(CloneVm.Nic::new).toList(),
                guest(),
                readiness(),
                flatten == null ? null : oneOf("--flatten", flatten, () -> FlattenPolicy.of(flatten)),
                flattenBandwidth);
    }

    private static CloneVm.DataDisk dataDisk(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new CloneVm.DataDisk(text, null)
                : new CloneVm.DataDisk(
                        text.substring(0, equals),
                        oneOf("--data-disk", text, () -> Long.parseLong(text.substring(equals + 1))));
    }

    private CloneVm.Guest guest() {
        if (hostname == null && sshKeys.isEmpty() && userData == null) {
            return null;
        }
        return new CloneVm.Guest(
                hostname,
                sshKeys.stream().map(file -> read(file).strip()).toList(),
                userData == null ? null : read(userData));
    }

    private Readiness readiness() {
        String sign = ready == null ? "started" : ready;
        int equals = sign.indexOf('=');
        String kind = equals < 0 ? sign : sign.substring(0, equals);
        String pattern = equals < 0 ? null : sign.substring(equals + 1);
        return new Readiness(oneOf("--ready", kind, () -> Readiness.Kind.of(kind)), pattern, readyTimeout);
    }

    private static <T> T oneOf(String option, String value, java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " does not take '" + value + "'; --help lists what it takes", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
