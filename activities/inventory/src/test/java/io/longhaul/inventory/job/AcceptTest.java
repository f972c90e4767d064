package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.Principal;
import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.plan.CloneVmPlan;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.SealedText;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptTest extends WorldTest {
    @Test
    void storesJobObjectsLocksAndEventsInOneTransaction() {
        var accepted = world.submit(World.clone("whole", template)).accepted();
        String vm = accepted.creates().get("vm");

        assertThat(accepted.node()).as("tenants see no node").isNull();
        assertThat(world.count("from vm where id = ? and state = 'CREATING'", vm))
                .isOne();
        assertThat(world.count("from resource_lock where job_id = ?", accepted.jobId()))
                .isEqualTo(5);
        assertThat(world.count("from outbox where key = ? and topic = 'longhaul.job.event.v1'", accepted.jobId()))
                .isOne();
        assertThat(world.count("from outbox where key = ?", vm)).isEqualTo(2);
    }

    @Test
    void refusalsNameTheFieldAndStoreNothing() {
        long jobs = world.count("from job");
        long events = world.count("from outbox");

        refuses(World.clone("a", "nothing"), FailureCode.NOT_FOUND, "/template");
        refuses(sized("a", 1), FailureCode.SIZE_TOO_SMALL, "/capacityMib");
        refuses(
                ready(new Readiness(Readiness.Kind.SERIAL, null, null)),
                FailureCode.FIELD_MISSING,
                "/readiness/pattern");
        refuses(
                ready(new Readiness(Readiness.Kind.SERIAL, "(?=a)", null)),
                FailureCode.FIELD_INVALID,
                "/readiness/pattern");
        refuses(ready(new Readiness(Readiness.Kind.AGENT, "a", null)), FailureCode.FIELD_INVALID, "/readiness/pattern");
        refuses(new StartVm("nobody"), FailureCode.NOT_FOUND, "/vm");

        assertThat(world.count("from job")).isEqualTo(jobs);
        assertThat(world.count("from outbox")).isEqualTo(events);
    }

    @Test
    void aNameIsTakenUntilTheVmIsDeleted() {
        Vm vm = world.vm(template, VmState.STOPPED);
        refuses(World.clone(vm.name(), template), FailureCode.NAME_TAKEN, "/name");

        world.run(world.job(new io.longhaul.schemas.job.DeleteVm(vm.id())));
        assertThat(world.job(World.clone(vm.name(), template))).isNotBlank();
    }

    @Test
    void anotherTenantsObjectReadsAsNotFound() {
        Vm vm = world.vm(template, VmState.STOPPED);

        assertThatThrownBy(() -> world.jobs.accept(World.STRANGER, null, new StartVm(vm.id()), ""))
                .isInstanceOfSatisfying(
                        LonghaulException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    @Test
    void aKeyIsRefusedWithAnotherBodyAndARefusedRequestLeavesItUnused() {
        assertThatThrownBy(() -> world.jobs.accept(World.TENANT, "key-a", World.clone("x", "nothing"), "1"))
                .isInstanceOf(LonghaulException.class);
        String name = world.name("key");
        Acceptance first = world.jobs.accept(World.TENANT, "key-a", World.clone(name, template), "2");
        Acceptance again = world.jobs.accept(World.TENANT, "key-a", World.clone(name, template), "2");

        assertThat(first.replayed()).isFalse();
        assertThat(again).isEqualTo(new Acceptance(first.accepted(), true));
        assertThatThrownBy(() -> world.jobs.accept(World.TENANT, "key-a", World.clone(name, template), "3"))
                .isInstanceOfSatisfying(
                        LonghaulException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.IDEMPOTENCY_KEY_REUSED));
    }

    /** Today whoever has a disk's content has its VM's power too, or is a flatten; an operation to come may not. */
    @Test
    void aStartAndADeleteTakeADiskOverFromNoneButAFlatten() {
        Vm vm = world.vm(world.template(), VmState.STOPPED);
        String other =
                world.job(new StopVm(world.vm(world.template(), VmState.RUNNING).id(), 1));
        world.database.transaction(handle -> handle.execute(
                "insert into resource_lock (resource, facet, span, job_id) values (?, 'content', '[0,2147483647)', ?)",
                vm.volume(),
                other));

        for (JobRequest request : List.of(new StartVm(vm.id()), new DeleteVm(vm.id()))) {
            assertThatThrownBy(() -> world.job(request)).isInstanceOfSatisfying(LonghaulException.class, e -> {
                assertThat(e.failure().code()).isEqualTo(FailureCode.RESOURCE_BUSY);
                assertThat(e.failure().facts()).containsEntry("job", other);
            });
        }

        assertThat(world.count("from resource_lock where resource = ? and job_id = ?", vm.volume(), other))
                .isEqualTo(1);
        assertThat(world.count("from lock_waiter where resource = ?", vm.volume()))
                .isZero();
    }

    @Test
    void whoIsRefusedLearnsWhichJobIsInTheWayAndWhenItMayEnd() {
        Vm vm = world.vm(world.template(), VmState.RUNNING);
        String stop = world.job(new StopVm(vm.id(), 1));
        world.run(stop, new InventoryChange.VmPower(vm.id(), VmState.STOPPED));
        String start = world.job(new StartVm(vm.id()));
        world.ledger.claim(start, World.runOf(start));
        assertThat(refusal(vm).facts())
                .containsEntry("job", start)
                .containsEntry("operation", "start-vm")
                .containsEntry("expectedEnd", "unknown");
        world.succeed(start, new InventoryChange.VmPower(vm.id(), VmState.RUNNING));
        world.database.transaction(handle ->
                handle.execute("update job set started_at = ended_at - interval '1 hour' where id = ?", start));

        String next = world.job(new StartVm(vm.id()));
        world.ledger.claim(next, World.runOf(next));

        Failure known = refusal(vm);
        assertThat(Instant.parse(known.facts().get("expectedEnd")))
                .isBetween(Instant.now().plusSeconds(3_000), Instant.now().plusSeconds(3_700));
        assertThat(known.message()).contains("is held by " + next, known.facts().get("expectedEnd"));
        world.succeed(next, new InventoryChange.VmPower(vm.id(), VmState.RUNNING));
    }

    private static Failure refusal(Vm vm) {
        try {
            world.job(new StopVm(vm.id(), 1));
        } catch (LonghaulException e) {
            assertThat(e.failure().code()).isEqualTo(FailureCode.RESOURCE_BUSY);
            return e.failure();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void anImageLiesInTheFolderOfItsTenantWhoeverAsks() {
        assertThat(imageOf(World.TENANT)).isEqualTo("demo/image.qcow2");
        assertThat(imageOf(World.OPERATOR)).isEqualTo("demo/image.qcow2");
    }

    private static String imageOf(Principal caller) {
        String job = world.jobs
                .accept(caller, null, World.register(world.name("template")), "")
                .accepted()
                .jobId();
        return ((RegisterTemplatePlan) world.database
                        .read(handle -> JobRows.find(handle, job))
                        .orElseThrow()
                        .plan())
                .image();
    }

    @Test
    void userDataIsStoredAsCiphertextOnly() {
        CloneVm.Guest guest = new CloneVm.Guest(null, List.of(), "#cloud-config secret-text");
        var accepted = world.submit(guest("sealed", guest)).accepted();

        assertThat(world.count(
                        "from job where id = ? and (request::text || plan::text) like '%secret-text%'",
                        accepted.jobId()))
                .isZero();
        CloneVmPlan plan = (CloneVmPlan) world.database
                .read(handle -> JobRows.find(handle, accepted.jobId()))
                .orElseThrow()
                .plan();
        assertThat(SealedText.open(new byte[32], plan.vm().id(), plan.seed().sealedUserData()))
                .isEqualTo("#cloud-config secret-text");
    }

    @Test
    void aTemplateIsKeptWhileVolumesDependOnIt() {
        String used = world.template();
        Vm vm = world.vm(used, VmState.STOPPED);

        assertThatThrownBy(() -> world.job(new DeleteTemplate(used)))
                .isInstanceOfSatisfying(LonghaulException.class, e -> {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.TEMPLATE_IN_USE);
                    assertThat(e.failure().facts()).containsEntry(vm.volume(), vm.id());
                });
        world.run(world.job(new FlattenVolume(vm.volume(), null)), new InventoryChange.VolumeIndependent(vm.volume()));
        world.run(world.job(new DeleteTemplate(used)));
        assertThat(world.count("from template where id = ? and state = 'DELETED'", used))
                .isOne();
        refuses(new FlattenVolume(vm.volume(), null), FailureCode.STATE_CONFLICT, null);
    }

    private static void refuses(JobRequest request, FailureCode code, String pointer) {
        assertThatThrownBy(() -> world.job(request)).isInstanceOfSatisfying(LonghaulException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(code);
            assertThat(e.pointer()).isEqualTo(pointer);
        });
    }

    private static CloneVm sized(String name, long capacityMib) {
        return new CloneVm(
                name, template, capacityMib, null, null, null, null, null, null, null, null, FlattenPolicy.NEVER, null);
    }

    private static CloneVm ready(Readiness readiness) {
        return new CloneVm(
                "r", template, null, null, null, null, null, null, null, null, readiness, FlattenPolicy.NEVER, null);
    }

    private static CloneVm guest(String name, CloneVm.Guest guest) {
        return new CloneVm(
                name, template, null, null, null, null, null, null, null, guest, null, FlattenPolicy.NEVER, null);
    }
}
