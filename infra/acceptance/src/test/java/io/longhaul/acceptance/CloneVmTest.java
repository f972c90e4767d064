package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.DeletionPlan.Kind;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A clone boots from its own disk, knows its name, and is made independent of its template by policy. */
class CloneVmTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void cloneBootsFromItsOwnDiskAndIsFlattenedBehindItself() {
        String clone = cloud.submitClone(cloud.freshName());

        jobs.succeeds(clone);

        Cloud.Vm vm = cloud.vmOf(clone);
        cloud.guestReadTheTemplatesChecksum(vm);
        List<String> flattens = jobs.childrenOf(clone);
        assertThat(flattens).hasSize(1);
        jobs.succeeds(flattens.get(0));
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void cloneIsIndependentBeforeItStartsWhenAskedFor() {
        String clone = cloud.submit(
                cloud.cloneRequest(cloud.freshName(), FlattenPolicy.BEFORE_START, Readiness.started(), null));

        jobs.succeeds(clone);

        assertThat(jobs.job(clone).steps()).extracting("name").contains("flatten-disk-0", "start-domain");
        cloud.independentAndUnharmed(cloud.vmOf(clone));
    }

    @Test
    void guestFindsItsHostNameAndAFreshInstanceIdOnTheSeedDisk() {
        String name = cloud.freshName();
        CloneVm.Guest guest = new CloneVm.Guest(name, List.of(), "#cloud-config\npassword: s3cret-of-a-tenant\n");

        String clone = cloud.submit(cloud.cloneRequest(
                name,
                FlattenPolicy.NEVER,
                new Readiness(Readiness.Kind.SERIAL, "LONGHAUL-GUEST instance-id", 120),
                guest));

        jobs.succeeds(clone);
        assertThat(cloud.disks().console(cloud.vmOf(clone))).contains(name);
        assertThat(cloud.runs().history(clone)).doesNotContain("s3cret-of-a-tenant");
    }

    @Test
    void jobShowsItsStepsInOrderWithTheirOutcome() {
        String clone = cloud.submitDefinedClone(cloud.freshName());

        jobs.succeeds(clone);

        JobView view = jobs.job(clone);
        assertThat(view.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(view.steps()).extracting("name").containsSubsequence("clone-disk-0", "define-domain");
        assertThat(view.steps()).allSatisfy(step -> assertThat(step.outcome()).isNotBlank());
    }

    @Test
    void templateIsDeletedWhileAVmThatWasFlattenedOnTheRunGoesOn() {
        String template = cloud.templates().another("guest-second");
        Cloud.Vm vm = cloud.runningClone(template);
        String refused = cloud.refusal(new DeleteTemplate(template));
        jobs.succeeds(cloud.flatten(vm, null));

        jobs.succeeds(cloud.submit(new DeleteTemplate(template)));

        assertThat(refused).isEqualTo("TEMPLATE_IN_USE");
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void aTemplateOnWhichAVmDependsIsDeletedByItsConfirmedPlanAndTheVmGoesOn() {
        String template = cloud.templates().another("guest-planned");
        Cloud.Vm vm = cloud.runningClone(template);
        DeletionPlan plan =
                cloud.api().get("/v1/templates/" + template + "/deletion").as(DeletionPlan.class);

        jobs.succeeds(cloud.submit(new DeleteTemplate(template, plan.id())));

        assertThat(plan.actions()).extracting(DeletionPlan.Action::kind).containsExactly(Kind.FLATTEN, Kind.REMOVE);
        cloud.independentAndUnharmed(vm);
    }

    @Test
    void tenantSeesNoHostInTheResultOfItsJob() {
        String clone = cloud.submitDefinedClone(cloud.freshName());

        jobs.succeeds(clone);

        assertThat(cloud.api().get("/v1/jobs/" + clone).text()).doesNotContain("node1");
    }
}
