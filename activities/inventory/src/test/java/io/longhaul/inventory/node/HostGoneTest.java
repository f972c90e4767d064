package io.longhaul.inventory.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.inventory.audit.RefusedHosts;
import io.longhaul.inventory.page.PageRequest;
import io.longhaul.inventory.vm.VmQueries;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.AdmissionAnswer;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.NodeCensus.FoundDomain;
import io.longhaul.workflows.port.NodeCensus.FoundProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that is gone, a person's word that it is off, and its return. */
class HostGoneTest {
    private World world;
    private NodeRegistry people;
    private Admission admission;
    private Vm runs;
    private Vm off;

    @BeforeEach
    void open() {
        world = new World();
        people = new NodeRegistry(world.api);
        admission = new Admission(world.control);
        world.report("node1", 8, 16_384);
        runs = world.vm(world.template(), VmState.RUNNING);
        off = world.vm(world.template(), VmState.STOPPED);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRunningVmOfALostHostIsShownUnknownAlsoWhileAJobHoldsIt() {
        String stop = world.job(new StopVm(runs.id(), 0));
        lose();
        assertThat(shown(runs)).isEqualTo(VmState.UNKNOWN);
        assertThat(shown(off)).isEqualTo(VmState.STOPPED);
        assertThat(listed(VmState.UNKNOWN)).extracting(VmView::id).containsExactly(runs.id());
        assertThat(listed(VmState.RUNNING)).isEmpty();

        world.jobs.cancel(World.TENANT, stop, null);
        world.nodes.sweep(Duration.ZERO);
        assertThat(world.count("from vm where state = 'UNKNOWN'")).isEqualTo(1);

        world.nodes.report(World.reportOf("node1", 8, 16_384, Map.of(runs.id(), "running", off.id(), "off")));
        assertThat(shown(runs)).isEqualTo(VmState.RUNNING);
        assertThat(node().lostAt()).isNull();
    }

    @Test
    void aHostWhoseWorkerWasStoppedInOrderIsLostWhenItStaysSilent() {
        world.nodes.report(World.reportOf("node1", 8, 16_384, Map.of()).asStopping());
        assertThat(shown(runs)).isEqualTo(VmState.RUNNING);
        assertThat(world.nodes.sweep(Duration.ofMinutes(1))).isEmpty();

        assertThat(world.nodes.sweep(Duration.ZERO)).containsExactly("node1");

        assertThat(shown(runs)).isEqualTo(VmState.UNKNOWN);
        assertThat(node().lostAt()).isNotNull();
    }

    @Test
    void onlyASilentHostIsConfirmedOffAndItIsRecordedWhoSaidSoWhenAndWhy() {
        assertThatThrownBy(() -> people.confirmOff("node1", "token:ops", "BMC says off"))
                .hasMessageContaining("does not count as lost")
                .asInstanceOf(type(LonghaulException.class))
                .extracting(e -> e.failure().code())
                .isEqualTo(FailureCode.STATE_CONFLICT);
        world.nodes.report(World.reportOf("node1", 8, 16_384, Map.of()).asStopping());
        assertThatThrownBy(() -> people.confirmOff("node1", "token:ops", "BMC says off"))
                .hasMessageContaining("does not count as lost");
        assertThat(world.count("from node_decision")).isZero();

        lose();
        NodeView confirmed = people.confirmOff("node1", "token:ops", "BMC says off");

        assertThat(confirmed.confirmedOff().who()).isEqualTo("token:ops");
        assertThat(confirmed.confirmedOff().reason()).isEqualTo("BMC says off");
        assertThat(confirmed.confirmedOff().at()).isAfter(confirmed.lostAt());
        assertThat(world.count("from node_decision where state = 'CONFIRMED_OFF' and who = 'token:ops'"
                        + " and why = 'BMC says off' and at > now() - interval '1 minute'"))
                .isEqualTo(1);
        assertThat(change()).isEqualTo("confirmed_off");
        assertThatThrownBy(() -> people.confirmOff("node7", "token:ops", "gone"))
                .asInstanceOf(type(LonghaulException.class))
                .extracting(e -> e.failure().code())
                .isEqualTo(FailureCode.NOT_FOUND);
    }

    @Test
    void theNodesEpochIsNewerThanThatOfEveryJobBeforeAndOlderThanThatOfTheirRetries() {
        String stop = world.job(new StopVm(runs.id(), 0));
        long before = world.ledger.claim(stop, World.runOf(stop)).epoch();
        lose();

        long epoch = people.confirmOff("node1", "token:ops", "BMC says off").epoch();

        assertThat(epoch).isGreaterThan(before);
        assertThat(world.ledger.claim(stop, World.runOf(stop)).epoch()).isGreaterThan(epoch);
    }

    @Test
    void nothingIsPlacedOnARefusedHostAlsoWhenItIsHeardAgain() {
        String template = world.template();
        lose();
        people.confirmOff("node1", "token:ops", "BMC says off");
        world.report("node1", 8, 16_384);

        assertThat(node().live()).isTrue();
        assertThatThrownBy(() -> world.job(World.clone("m", template)))
                .hasMessageContaining("was confirmed off and is not admitted again");
        assertThatThrownBy(() -> world.job(World.register("t")))
                .asInstanceOf(type(LonghaulException.class))
                .extracting(e -> e.failure().facts().get("node1"))
                .isEqualTo("was confirmed off and is not admitted again");

        assertThat(admit(List.of(), List.of()).admitted()).isTrue();
        assertThat(world.job(World.clone("m", template))).isNotBlank();
    }

    @Test
    void whatARefusedHostRunsCountsOnlyAfterItsAdmission() {
        lose();
        people.confirmOff("node1", "token:ops", "BMC says off");
        world.nodes.report(World.reportOf("node1", 8, 16_384, Map.of(runs.id(), "off", off.id(), "running")));
        world.nodes.domain(new DomainObservation("node1", runs.id(), "off", "shutdown", Instant.now()));
        assertThat(shown(runs)).isEqualTo(VmState.UNKNOWN);
        assertThat(shown(off)).isEqualTo(VmState.STOPPED);
        assertThat(node().lostAt()).isNotNull();
        assertThat(admission.refused()).containsExactly(new Admission.Refused("node1", node().epoch()));

        assertThat(admit(List.of(running(runs)), List.of(process(runs, 11))).admitted())
                .isTrue();

        assertThat(change()).isEqualTo("admitted");
        assertThat(node().confirmedOff()).isNull();
        assertThat(node().lostAt()).isNull();
        assertThat(admission.refused()).isEmpty();
        report("running");
        assertThat(shown(runs)).isEqualTo(VmState.RUNNING);
    }

    @Test
    void aHostThatDiffersIsRefusedAndShowsWhy() {
        Vm deleted = world.vm(world.template(), VmState.STOPPED);
        Vm moved = world.vm(world.template(), VmState.STOPPED);
        world.nodes.report(World.reportOf("node2", 1, 128, Map.of()));
        world.database.transaction(
                handle -> handle.execute("update vm set state = 'DELETED' where id = ?", deleted.id())
                        + handle.execute("update vm set node = 'node2' where id = ?", moved.id()));
        lose();
        people.confirmOff("node1", "token:ops", "BMC says off");
        List<FoundDomain> domains = List.of(
                running(runs), running(off), running(deleted), running(moved), new FoundDomain("stranger", true));
        List<FoundProcess> processes = List.of(
                process(runs, 11),
                process(runs, 12),
                process(off, 13),
                new FoundProcess("vm_never", 14),
                new FoundProcess("stranger", 15),
                new FoundProcess("", 16));

        assertThat(admit(domains, processes).admitted()).isFalse();

        assertThat(node().confirmedOff().differences())
                .containsExactlyInAnyOrder(
                        "the QEMU process [16] of no VM is not known to libvirt",
                        "the QEMU process [14] of vm_never is not known to libvirt",
                        runs.id() + " has 2 QEMU processes: [11, 12]",
                        off.id() + " runs, and the inventory says STOPPED",
                        deleted.id() + " runs, and the inventory has deleted it",
                        moved.id() + " runs, and the inventory has it on node2",
                        "vm_never runs, and the inventory does not know it");
        assertThat(new RefusedHosts(world.control).check().findings())
                .hasSize(7)
                .contains(new AuditFinding(
                        "node1", "is not admitted: vm_never runs, and the inventory does not know it"));
        assertThat(change()).isEqualTo("refused");
        long version = node().version();
        assertThat(admit(domains, processes).admitted()).isFalse();
        assertThat(node().version()).isEqualTo(version);
    }

    @Test
    void aCountOfBeforeALaterStatementAdmitsNobody() {
        lose();
        long first = people.confirmOff("node1", "token:ops", "BMC says off").epoch();
        long second = people.confirmOff("node1", "token:ops", "went there").epoch();

        assertThat(admission.admit("node1", first, census(List.of(), List.of())))
                .isEqualTo(new AdmissionAnswer(false, second));
        assertThat(admission.admit("node1", second, census(List.of(), List.of())))
                .isEqualTo(new AdmissionAnswer(true, second));
        assertThat(admission
                        .admit("node1", second, census(List.of(), List.of()))
                        .admitted())
                .isTrue();
    }

    private void lose() {
        world.nodes.sweep(Duration.ZERO);
    }

    private void report(String power) {
        world.nodes.report(World.reportOf("node1", 8, 16_384, Map.of(runs.id(), power)));
    }

    private AdmissionAnswer admit(List<FoundDomain> domains, List<FoundProcess> processes) {
        return admission.admit("node1", node().epoch(), census(domains, processes));
    }

    private static NodeCensus census(List<FoundDomain> domains, List<FoundProcess> processes) {
        return new NodeCensus("node1", domains, processes, List.of(), List.of(), 0, List.of(), List.of());
    }

    private static FoundDomain running(Vm vm) {
        return new FoundDomain(vm.id(), true);
    }

    private static FoundProcess process(Vm vm, long pid) {
        return new FoundProcess(vm.id(), pid);
    }

    private NodeView node() {
        return new NodeQueries(world.api).show("node1").orElseThrow();
    }

    private VmState shown(Vm vm) {
        return new VmQueries(world.api)
                .show(World.TENANT, vm.id())
                .orElseThrow()
                .state();
    }

    private List<VmView> listed(VmState state) {
        return new VmQueries(world.api)
                .list(World.OPERATOR, new PageRequest(50, null), state, null)
                .items();
    }

    private String change() {
        return world.database.read(handle -> handle.createQuery(
                        "select data ->> 'change' from outbox where key = 'node1' and topic like '%event%' order by id desc limit 1")
                .mapTo(String.class)
                .one());
    }
}
