package io.longhaul.inventory.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.StorageReport;
import io.longhaul.schemas.job.StopVm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeRegistryTest {
    private World world;
    private NodeQueries nodes;

    @BeforeEach
    void open() {
        world = new World();
        nodes = new NodeQueries(world.api);
        world.report("node1", 8, 16_384);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void onlyAChangeThatMattersMakesAnEvent() {
        world.report("node1", 8, 16_384);
        NodeReport fuller = World.reportOf("node1", 8, 16_384, Map.of());
        world.nodes.report(new NodeReport(
                "node1",
                fuller.cluster(),
                fuller.incarnation(),
                8,
                16_384,
                List.of(new StorageReport("local", "qcow2", 100 * World.GIB, 1)),
                fuller.networks(),
                fuller.facts(),
                Map.of(),
                false,
                Instant.now()));
        assertThat(events()).isEqualTo(2);
        assertThat(nodes.show("node1").orElseThrow().storages().get(0).freeBytes())
                .isEqualTo(1);

        world.report("node1", 16, 16_384);
        assertThat(events()).isEqualTo(4);
        assertThat(nodes.show("node1").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void maintenanceIsRecordedAndTakesNoNewVms() {
        String template = world.template();
        assertThat(world.nodes.maintenance("node1", "token:ops", "new disk").state())
                .isEqualTo(NodeState.MAINTENANCE);
        assertThatThrownBy(() -> world.job(World.clone("m", template))).hasMessageContaining("is in maintenance");
        assertThat(world.nodes.activate("node1", "token:ops", "done").state()).isEqualTo(NodeState.ACTIVE);
        assertThat(world.job(World.clone("m", template))).isNotBlank();
        assertThat(world.count("from node_decision where node = 'node1'")).isEqualTo(2);
    }

    @Test
    void ofASilentNodesRunningVmsNobodyKnowsUntilItReportsAgain() {
        Vm runs = world.vm(world.template(), VmState.RUNNING);
        Vm off = world.vm(world.template(), VmState.STOPPED);

        assertThat(world.nodes.sweep(Duration.ofMinutes(1))).isEmpty();
        assertThat(world.nodes.sweep(Duration.ZERO)).containsExactly("node1");
        assertThat(world.nodes.sweep(Duration.ZERO)).isEmpty();
        assertThat(state(runs)).isEqualTo("UNKNOWN");
        assertThat(state(off)).isEqualTo("STOPPED");
        assertThatThrownBy(() -> world.job(new StopVm(runs.id(), 0))).hasMessageContaining("STATE_CONFLICT");

        world.nodes.report(World.reportOf("node1", 8, 16_384, Map.of(runs.id(), "running", off.id(), "off")));
        assertThat(nodes.show("node1").orElseThrow().live()).isTrue();
        assertThat(state(runs)).isEqualTo("RUNNING");
    }

    @Test
    void anObservationCountsOnlyOnItsNodeWhenNewAndWhenNoJobHoldsThePower() {
        Instant early = Instant.now();
        Vm vm = world.vm(world.template(), VmState.RUNNING);

        world.nodes.domain(new DomainObservation("node2", vm.id(), "off", "shutdown", Instant.now()));
        world.nodes.domain(new DomainObservation("node1", vm.id(), "off", "shutdown", early));
        String stop = world.job(new StopVm(vm.id(), 0));
        world.nodes.domain(new DomainObservation("node1", vm.id(), "off", "shutdown", Instant.now()));
        assertThat(state(vm)).isEqualTo("RUNNING");

        world.jobs.cancel(World.TENANT, stop, null);
        world.nodes.domain(new DomainObservation("node1", vm.id(), "off", "crashed", Instant.now()));
        assertThat(state(vm)).isEqualTo("STOPPED");
    }

    private long events() {
        return world.count("from outbox where key = 'node1'");
    }

    private String state(Vm vm) {
        return world.database.read(handle -> handle.createQuery("select state from vm where id = ?")
                .bind(0, vm.id())
                .mapTo(String.class)
                .one());
    }
}
