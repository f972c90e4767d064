package io.longhaul.inventory.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.Principal;
import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.inventory.job.JobQueries;
import io.longhaul.inventory.job.JobQueries.Filter;
import io.longhaul.inventory.template.TemplateQueries;
import io.longhaul.inventory.token.Tokens;
import io.longhaul.inventory.vm.VmQueries;
import io.longhaul.inventory.volume.VolumeQueries;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesTest {
    private World world;
    private String template;

    @BeforeEach
    void open() {
        world = new World();
        world.report("node1", 100, 100_000);
        template = world.template();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void pagesShowEveryVmOnceNewestFirstThoughOneIsDeletedMeanwhile() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(0, world.vm(template, VmState.STOPPED).id());
        }
        VmQueries vms = new VmQueries(world.api);
        Page<VmView> page = vms.list(World.TENANT, new PageRequest(3, null), null, null);
        List<String> seen =
                new ArrayList<>(page.items().stream().map(VmView::id).toList());
        world.run(world.job(new DeleteVm(made.get(2))));
        while (page.next() != null) {
            page = vms.list(World.TENANT, new PageRequest(3, page.next()), null, null);
            page.items().forEach(vm -> seen.add(vm.id()));
        }

        assertThat(seen).isEqualTo(made);
        assertThat(vms.list(World.TENANT, PageRequest.first(), VmState.DELETED, null)
                        .items())
                .extracting(VmView::id)
                .containsExactly(made.get(2));
        assertThatThrownBy(() -> vms.list(World.TENANT, new PageRequest(3, "nonsense"), null, null))
                .isInstanceOf(LonghaulException.class);
    }

    @Test
    void aTenantSeesItsOwnObjectsOnlyAndNoHosts() {
        Vm vm = world.vm(template, VmState.STOPPED);
        VmQueries vms = new VmQueries(world.api);

        assertThat(vms.show(World.TENANT, vm.name()).orElseThrow().node()).isNull();
        assertThat(vms.show(World.OPERATOR, vm.id()).orElseThrow().node()).isEqualTo("node1");
        assertThat(vms.show(World.STRANGER, vm.id())).isEmpty();
        assertThat(vms.show(World.STRANGER, vm.name())).isEmpty();
        assertThat(vms.list(World.STRANGER, PageRequest.first(), null, null).items())
                .isEmpty();
        assertThat(new VolumeQueries(world.api).show(World.STRANGER, vm.volume()))
                .isEmpty();
        assertThat(new TemplateQueries(world.api)
                        .show(World.TENANT, template)
                        .orElseThrow()
                        .dependents())
                .containsExactly(vm.volume());
        JobQueries jobs = new JobQueries(world.api);
        JobView job = jobs.list(
                        World.TENANT,
                        PageRequest.first(),
                        new Filter(null, Operation.CLONE_VM, vm.id(), null, null, null, null))
                .items()
                .get(0);
        Filter byName = new Filter(null, Operation.CLONE_VM, vm.name(), null, null, null, null);
        assertThat(jobs.list(World.TENANT, PageRequest.first(), byName).items()).hasSize(1);
        assertThatThrownBy(() -> jobs.list(World.STRANGER, PageRequest.first(), byName))
                .hasMessageContaining("There is no VM '" + vm.name() + "'");
        assertThat(job.node()).isNull();
        assertThat(job.summary()).doesNotContain("node1");
        assertThat(jobs.show(World.STRANGER, job.id())).isEmpty();
        Principal everyone = new Principal(Principal.Role.OPERATOR, null, "token:ops");
        assertThat(jobs.list(everyone, PageRequest.first(), Filter.none()).items())
                .hasSize(2);
    }

    @Test
    void tokensAreKnownByTheirHash(@TempDir Path folder) throws IOException {
        String hash = "0a".repeat(32);
        Path file = Files.writeString(
                folder.resolve("tokens"), "# role tenant hash name\noperator - " + hash + " ops of us\n");
        Tokens tokens = new Tokens(world.api);
        tokens.bootstrap(file);
        tokens.bootstrap(file);

        assertThat(tokens.find(hash)).contains(new Principal(Principal.Role.OPERATOR, null, "token:ops of us"));
        assertThat(tokens.find("0b".repeat(32))).isEmpty();
        for (String tenant : List.of("acme/eu", "..", ".acme", "acme\\eu")) {
            Files.writeString(file, "tenant " + tenant + " " + "0b".repeat(32) + " them\n");
            assertThatThrownBy(() -> tokens.bootstrap(file)).as(tenant).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(tokens.find("0b".repeat(32))).isEmpty();
    }
}
