package io.longhaul.inventory.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.schemas.job.StepState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftBehindTest {
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
    void aCancelledJobThatListsResidueExplainsNoOrphan() {
        Vm vm = world.vm(world.template(), VmState.RUNNING);
        cancelled(vm, List.of());
        assertThat(Known.leftBehind(world.database, vm.id())).isEmpty();
    }

    @Test
    void aStepThatCouldNotBeUndoneExplainsWhatLies() {
        Vm vm = world.vm(world.template(), VmState.RUNNING);
        String job = cancelled(
                vm,
                List.of(new StepTransition(
                        1, "define-domain", StepState.LEFT_BEHIND, StepResult.of("no"), null, List.of())));
        assertThat(Known.leftBehind(world.database, vm.id())).contains(job);
    }

    private String cancelled(Vm vm, List<StepTransition> transitions) {
        String job = world.job(new StopVm(vm.id(), 0));
        world.ledger.claim(job, World.runOf(job));
        Residue residue = new Residue("destroy-domain", StepState.LEFT_BEHIND, "The VM is off.");
        world.ledger.end(
                job,
                World.runOf(job),
                new JobEnd(JobState.FAILED, Map.of(), null, List.of(residue), transitions, List.of()));
        return job;
    }
}
