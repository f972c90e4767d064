package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.inventory.template.TemplateQueries;
import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.DeletionPlan.Kind;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.JobInput;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeletionPlanTest {
    private static World world;
    private static TemplateQueries templates;

    @BeforeAll
    static void open() {
        world = new World();
        world.report("node1", 1_000, 1_000_000);
        templates = new TemplateQueries(world.api);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void namesWhatDependsInOrderAndStaysTheSameInTheSameWorld() {
        String template = world.template();
        Vm vm = world.vm(template, VmState.STOPPED);

        DeletionPlan plan = plan(template);

        assertThat(plan.actions()).extracting(DeletionPlan.Action::kind).containsExactly(Kind.FLATTEN, Kind.REMOVE);
        assertThat(plan.actions().get(0).volume()).isEqualTo(vm.volume());
        assertThat(plan.actions().get(0).vmName()).isEqualTo(vm.name());
        assertThat(plan.copiedBytes()).isEqualTo(World.GIB);
        assertThat(plan.freedBytes()).isEqualTo(World.GIB);
        assertThat(plan(template).id()).isEqualTo(plan.id());
        assertThat(templates.deletion(World.STRANGER, template)).isEmpty();
    }

    @Test
    void isRefusedWhenAnotherCloneWasMadeSince() {
        String template = world.template();
        world.vm(template, VmState.STOPPED);
        String seen = plan(template).id();
        world.vm(template, VmState.STOPPED);

        refused(new DeleteTemplate(template, seen), FailureCode.PLAN_CHANGED);
        refused(new DeleteTemplate(template), FailureCode.TEMPLATE_IN_USE);
        assertThat(world.count("from job where operation = 'DELETE_TEMPLATE' and template = ?", template))
                .isZero();
    }

    @Test
    void keepsNewClonesAwayAndFlattensByChildrenThatOnlyTakeTheVolume() {
        String template = world.template();
        Vm vm = world.vm(template, VmState.STOPPED);
        String job = confirm(template);
        world.ledger.claim(job, World.runOf(job));
        assertThat(world.count(
                        "from job where id = ? and plan -> 'flattens' = jsonb_build_array(cast(? as text))",
                        job,
                        vm.volume()))
                .isOne();
        refused(World.clone(world.name("late"), template), FailureCode.RESOURCE_BUSY);

        String child = child(job, vm.volume());
        assertThat(world.count("from job where id = ? and wants_run", child))
                .as("the parent starts it")
                .isZero();
        assertThat(world.count("from resource_lock where job_id = ?", child)).isOne();
        world.run(child, new InventoryChange.VolumeIndependent(vm.volume()));
        assertThat(world.ledger.dependency(vm.volume())).isEqualTo(Dependency.NONE);
        world.succeed(job);

        assertThat(world.count("from template where id = ? and state = 'DELETED'", template))
                .isOne();
        assertThat(world.count("from resource_lock where job_id in (?, ?)", job, child))
                .isZero();
    }

    @Test
    void startsBesideItPreemptTheFlattenAndAFlattenWaitsForAStart() {
        String template = world.template();
        Vm vm = world.vm(template, VmState.STOPPED);
        String job = confirm(template);
        world.ledger.claim(job, World.runOf(job));
        String start = world.job(new StartVm(vm.id()));
        String child = child(job, vm.volume());
        Hold hold = hold(child);
        assertThat(hold.held()).isFalse();
        assertThat(hold.waitsFor()).isEqualTo(start);

        world.run(start, new InventoryChange.VmPower(vm.id(), VmState.RUNNING));
        assertThat(world.ledger.hold(child, World.runOf(child)).held()).isTrue();
    }

    @Test
    void aVmThatIsDeletedMeanwhileNeedsNoFlatten() {
        String template = world.template();
        Vm vm = world.vm(template, VmState.STOPPED);
        String job = confirm(template);
        world.ledger.claim(job, World.runOf(job));
        String child = child(job, vm.volume());
        String delete = world.job(new DeleteVm(vm.id()));
        assertThat(world.show(child).state()).as("no run had claimed it").isEqualTo(JobState.CANCELLED);
        assertThat(world.ledger.dependency(vm.volume())).isEqualTo(Dependency.CHANGING);
        world.run(delete);
        assertThat(world.ledger.dependency(vm.volume())).isEqualTo(Dependency.NONE);
    }

    private static DeletionPlan plan(String template) {
        return templates.deletion(World.TENANT, template).orElseThrow();
    }

    private static String confirm(String template) {
        return world.job(new DeleteTemplate(template, plan(template).id()));
    }

    private static String child(String job, String volume) {
        ChildRequest request = new ChildRequest("flatten-" + volume, new FlattenVolume(volume, null), false);
        JobInput child = world.ledger.acceptChild(job, World.runOf(job), request);
        return child.jobId();
    }

    private static Hold hold(String job) {
        world.ledger.claim(job, World.runOf(job));
        return world.ledger.hold(job, World.runOf(job));
    }

    private static void refused(JobRequest request, FailureCode code) {
        assertThatThrownBy(() -> world.job(request))
                .isInstanceOfSatisfying(
                        LonghaulException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(code));
    }
}
