package io.longhaul.inventory.audit;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.workflows.port.CensusPart;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundDomain;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import io.longhaul.workflows.port.NodeCensus.FoundProcess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a host with the inventory. What an open job has locked may be on its way from one state to another. */
public final class HostAudit {
    private final Database database;

    /** With that inventory. */
    public HostAudit(Database database) {
        this.database = database;
    }

    /** The checks of one host. */
    public List<AuditCheck> checks(NodeCensus census) {
        return checks(census, CensusPart.WHOLE);
    }

    /** The checks of a part of one host. */
    public List<AuditCheck> checks(NodeCensus census, CensusPart part) {
        Known known = Known.of(database, census.node(), ids(census));
        return List.of(
                running(census, known),
                unknown(census, known),
                missing(census, part, known),
                AuditCheck.of(Invariant.NO_SECRETS, census.searched(), census.secrets(), List.of(), census.unseen()));
    }

    private static Set<String> ids(NodeCensus census) {
        Set<String> ids = new HashSet<>();
        census.domains().forEach(domain -> ids.add(domain.name()));
        census.processes().forEach(process -> ids.add(process.vm()));
        census.files().forEach(file -> ids.add(file.id()));
        return ids;
    }

    /** A VM runs on its own host only, and there once; so over all hosts it runs once. */
    private static AuditCheck running(NodeCensus census, Known known) {
        Map<String, List<Long>> processes = new TreeMap<>(census.processes().stream()
                .collect(Collectors.groupingBy(
                        FoundProcess::vm, Collectors.mapping(FoundProcess::pid, Collectors.toList()))));
        List<AuditFinding> findings = new ArrayList<>();
        processes.forEach((name, pids) -> {
            if (pids.size() > 1) {
                findings.add(new AuditFinding(
                        name, "%d QEMU processes on %s: %s".formatted(pids.size(), census.node(), pids)));
            }
        });
        Stream.concat(
                        processes.keySet().stream(),
                        census.domains().stream().filter(FoundDomain::running).map(FoundDomain::name))
                .distinct()
                .forEach(name -> {
                    Known.Vm vm = known.vms().get(name);
                    if (vm != null && vm.exists() && !vm.node().equals(census.node())) {
                        findings.add(new AuditFinding(
                                name, "runs on %s, and the inventory says %s".formatted(census.node(), vm.node())));
                    }
                });
        return AuditCheck.of(Invariant.ONE_DOMAIN_PER_VM, processes.size(), findings);
    }

    private AuditCheck unknown(NodeCensus census, Known known) {
        List<AuditFinding> findings = new ArrayList<>();
        List<AuditFinding> garbage = new ArrayList<>();
        Set<String> running = census.domains().stream()
                .filter(FoundDomain::running)
                .map(FoundDomain::name)
                .collect(Collectors.toSet());
        for (FoundDomain domain : census.domains()) {
            Known.Vm vm = known.vms().get(domain.name());
            if (vm == null || !vm.exists()) {
                judge(domain.name(), "domain on " + census.node(), domain.name(), vm != null, findings, garbage);
            } else if (!vm.node().equals(census.node()) && !vm.locked()) {
                findings.add(new AuditFinding(
                        domain.name(), "domain on %s, and the inventory says %s".formatted(census.node(), vm.node())));
            }
        }
        for (FoundProcess process : census.processes()) {
            if (!running.contains(process.vm())) {
                findings.add(new AuditFinding(
                        process.vm().isEmpty() ? "pid " + process.pid() : process.vm(),
                        "QEMU process %d on %s that libvirt does not know".formatted(process.pid(), census.node())));
            }
        }
        for (FoundFile file : census.files()) {
            if (!belongs(file, known)) {
                String object = file.storage() + "/" + file.name();
                String where = "file in storage %s of %s".formatted(file.storage(), census.node());
                if (known.exists(file.id())) {
                    findings.add(new AuditFinding(object, where + misplaced(file)));
                } else {
                    judge(object, where, file.id(), known.existed(file.id()), findings, garbage);
                }
            }
        }
        long looked = 0L
                + census.domains().size()
                + census.processes().size()
                + census.files().size();
        return AuditCheck.of(Invariant.NOTHING_UNKNOWN, looked, findings, garbage, List.of());
    }

    private static boolean belongs(FoundFile file, Known known) {
        Known.Volume volume = known.volumes().get(file.id());
        Known.Vm vm = known.vms().get(file.id());
        return switch (file.kind()) {
            case VOLUME -> volume != null && volume.exists() && volume.storage().equals(file.storage());
            case PARTIAL_VOLUME -> volume != null && volume.exists() && volume.locked();
            case SEED -> vm != null && vm.exists();
            case PARTIAL_SEED -> vm != null && vm.exists() && vm.locked();
            case FOREIGN -> false;
        };
    }

    private static String misplaced(FoundFile file) {
        return switch (file.kind()) {
            case PARTIAL_VOLUME, PARTIAL_SEED -> " that no open job works on";
            case VOLUME, SEED, FOREIGN -> " that should be in another storage";
        };
    }

    private void judge(
            String object,
            String what,
            String id,
            boolean once,
            List<AuditFinding> findings,
            List<AuditFinding> garbage) {
        if (once) {
            Known.leftBehind(database, id)
                    .ifPresentOrElse(
                            job -> garbage.add(new AuditFinding(object, what + ", left behind by " + job)),
                            () -> findings.add(
                                    new AuditFinding(object, what + " of something that the inventory has deleted")));
        } else {
            findings.add(new AuditFinding(object, what + " that the inventory does not know"));
        }
    }

    private static AuditCheck missing(NodeCensus census, CensusPart part, Known known) {
        Map<String, Boolean> domains =
                census.domains().stream().collect(Collectors.toMap(FoundDomain::name, FoundDomain::running));
        Set<String> images = census.files().stream()
                .filter(file -> file.kind() == FileKind.VOLUME)
                .map(file -> file.storage() + "/" + file.id())
                .collect(Collectors.toSet());
        List<AuditFinding> findings = new ArrayList<>();
        long looked = 0;
        for (Known.Vm vm : known.vms().values()) {
            if (part.first() && vm.exists() && vm.node().equals(census.node())) {
                looked++;
                missing(vm, domains.get(vm.id()), census.node(), findings);
            }
        }
        for (Known.Volume volume : known.volumes().values()) {
            if (volume.state().equals("READY") && volume.node().equals(census.node()) && part.has(volume.id())) {
                looked++;
                if (!images.contains(volume.storage() + "/" + volume.id())) {
                    findings.add(new AuditFinding(
                            volume.id(),
                            census.storages().contains(volume.storage())
                                    ? "no image in storage %s of %s".formatted(volume.storage(), census.node())
                                    : "%s has no storage %s".formatted(census.node(), volume.storage())));
                }
            }
        }
        return AuditCheck.of(Invariant.NOTHING_MISSING, looked, findings);
    }

    private static void missing(Known.Vm vm, Boolean running, String node, List<AuditFinding> findings) {
        if (vm.locked()) {
            return;
        }
        if (running == null) {
            findings.add(new AuditFinding(vm.id(), "is %s, and there is no domain on %s".formatted(vm.state(), node)));
        } else if (running ? vm.state().equals("STOPPED") : vm.state().equals("RUNNING")) {
            findings.add(new AuditFinding(
                    vm.id(),
                    "is %s, and its domain on %s is %s".formatted(vm.state(), node, running ? "running" : "off")));
        }
    }
}
