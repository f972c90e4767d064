package io.longhaul.inventory.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Operation;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.InventoryChange;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperationMatrixTest {
    private static World world;

    /** Objects on which one operation is under way and another is asked for. */
    private record Objects(String template, Vm vm) {}

    @BeforeAll
    static void open() {
        world = new World();
        world.report("node1", 10_000, 10_000_000);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Operation.values())
                .flatMap(held -> Arrays.stream(Operation.values()).map(asked -> Arguments.of(asked, held)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cells")
    void everyCellHoldsOnTheDatabase(Operation asked, Operation held) {
        Objects objects = objects(asked, held);
        Holding holding = hold(held, objects);
        boolean templateHeld = held == Operation.REGISTER_TEMPLATE || held == Operation.DELETE_TEMPLATE;
        if (asked == Operation.FLATTEN_VOLUME && templateHeld) {
            holding = new Holding(holding.job(), withClone(holding.objects()));
        }
        List<String> before = locksOf(holding.job());

        assertThat(outcome(request(asked, holding.objects()), holding.job(), before))
                .isEqualTo(OperationMatrix.of(asked, held));
    }

    private record Holding(String job, Objects objects) {}

    private Relation outcome(JobRequest request, String held, List<String> before) {
        String job;
        try {
            job = world.job(request);
        } catch (LonghaulException e) {
            assertThat(e.failure().code()).isIn(Set.of(FailureCode.RESOURCE_BUSY, FailureCode.TEMPLATE_IN_USE));
            assertThat(e.failure().code() == FailureCode.TEMPLATE_IN_USE
                            || e.failure().facts().containsValue(held))
                    .as("the answer names the job")
                    .isTrue();
            return Relation.REFUSED;
        }
        if (world.count("from lock_waiter where job_id = ?", held) > 0) {
            return Relation.PREEMPTS;
        }
        assertThat(locksOf(held)).isEqualTo(before);
        return world.count("from lock_waiter where job_id = ?", job) > 0 ? Relation.WAITS : Relation.BESIDE;
    }

    private Objects objects(Operation asked, Operation held) {
        if (held == Operation.REGISTER_TEMPLATE || held == Operation.CLONE_VM || held == Operation.DELETE_TEMPLATE) {
            return new Objects(world.template(), null);
        }
        String template = world.template();
        Vm vm = world.vm(template, VmState.STOPPED);
        boolean dependent = asked == Operation.FLATTEN_VOLUME || held == Operation.FLATTEN_VOLUME;
        if (!dependent) {
            // A template whose clones still depend on it cannot be deleted, whatever is under way.
            String flatten = world.job(new FlattenVolume(vm.volume(), null));
            world.run(flatten, new InventoryChange.VolumeIndependent(vm.volume()));
        }
        return new Objects(template, vm);
    }

    /** Such a clone cannot come to be; that the lock would refuse its flatten shows that the table says what holds. */
    private Objects withClone(Objects objects) {
        Vm vm = world.vm(world.template(), VmState.STOPPED);
        world.database.transaction(handle ->
                handle.execute("update volume set template = ? where id = ?", objects.template(), vm.volume()));
        return new Objects(objects.template(), vm);
    }

    private Holding hold(Operation operation, Objects objects) {
        JobRequest request = request(operation, objects);
        var accepted = world.submit(request).accepted();
        world.ledger.claim(accepted.jobId(), World.runOf(accepted.jobId()));
        String template = accepted.creates().getOrDefault("template", objects.template());
        Vm vm = objects.vm() != null
                ? objects.vm()
                : new Vm(accepted.creates().get("vm"), null, accepted.creates().get("volume.0"), template);
        return new Holding(accepted.jobId(), new Objects(template, vm));
    }

    private JobRequest request(Operation operation, Objects objects) {
        return switch (operation) {
            case CLONE_VM -> World.clone(world.name("clone"), objects.template());
            case FLATTEN_VOLUME -> new FlattenVolume(idOr(objects.vm(), true), null);
            case START_VM -> new StartVm(idOr(objects.vm(), false));
            case STOP_VM -> new StopVm(idOr(objects.vm(), false), null);
            case DELETE_VM -> new DeleteVm(idOr(objects.vm(), false));
            case REGISTER_TEMPLATE -> World.register(world.name("other"));
            case DELETE_TEMPLATE -> new DeleteTemplate(objects.template());
        };
    }

    /** Where the operation under way has no VM, any other one stands for it: nothing can be contested. */
    private String idOr(Vm vm, boolean volume) {
        Vm some = vm != null && vm.id() != null ? vm : world.vm(world.template(), VmState.STOPPED);
        return volume ? some.volume() : some.id();
    }

    private static List<String> locksOf(String job) {
        return world.database.read(handle -> handle.createQuery(
                        "select resource || ' ' || facet from resource_lock where job_id = :job order by 1")
                .bind("job", job)
                .mapTo(String.class)
                .list());
    }
}
