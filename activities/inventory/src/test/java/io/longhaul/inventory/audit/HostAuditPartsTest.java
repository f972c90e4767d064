package io.longhaul.inventory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.VmState;
import io.longhaul.workflows.port.CensusPage;
import io.longhaul.workflows.port.CensusPart;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundDomain;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import io.longhaul.workflows.port.NodeCensus.FoundProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostAuditPartsTest {
    private static final int PARTS = 7;

    private World world;

    @BeforeEach
    void open() {
        world = new World();
        world.report("node1", 1_000, 1_000_000);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCensusInPartsFindsWhatTheWholeFindsAndOnlyOnce() {
        String template = world.template();
        List<FoundFile> files = new ArrayList<>();
        List<FoundDomain> domains = new ArrayList<>();
        List<FoundProcess> processes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Vm vm = world.vm(template, VmState.RUNNING);
            files.add(new FoundFile("local", "stranger" + i, FileKind.FOREIGN, ""));
            if (i % 3 != 0) {
                files.add(new FoundFile("local", vm.volume() + ".qcow2", FileKind.VOLUME, vm.volume()));
                files.add(new FoundFile("local", vm.volume() + ".part", FileKind.PARTIAL_VOLUME, vm.volume()));
            }
            if (i % 4 != 0) {
                domains.add(new FoundDomain(vm.id(), true));
                processes.add(new FoundProcess(vm.id(), 100 + i));
            }
        }
        NodeCensus census = new NodeCensus(
                "node1", domains, processes, files, List.of("local"), 3, List.of(), List.of("something"));
        HostAudit audit = new HostAudit(world.control);

        Map<Invariant, AuditCheck> parts = new LinkedHashMap<>();
        for (int index = 0; index < PARTS; index++) {
            CensusPart part = new CensusPart(index, PARTS);
            CensusPage page = CensusPage.of(index == 0 ? census : filesOf(census), part);
            audit.checks(page.census(), page.part())
                    .forEach(check -> parts.merge(check.invariant(), check, AuditCheck::with));
        }

        List<AuditCheck> whole = audit.checks(census);
        assertThat(whole.stream().mapToInt(check -> check.findings().size()).sum())
                .isGreaterThan(20);
        for (AuditCheck check : whole) {
            AuditCheck found = parts.get(check.invariant());
            assertThat(found.findings()).containsExactlyInAnyOrderElementsOf(check.findings());
            assertThat(found.looked()).isEqualTo(check.looked());
            assertThat(found.unseen()).isEqualTo(check.unseen());
        }
    }

    private static NodeCensus filesOf(NodeCensus census) {
        return new NodeCensus(
                census.node(), List.of(), List.of(), census.files(), census.storages(), 0, List.of(), List.of());
    }
}
