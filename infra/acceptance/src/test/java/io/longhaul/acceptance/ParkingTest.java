package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longhaul.cli.http.Json;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What infrastructure caused parks the job with its locks until a person decides, once per parking. */
class ParkingTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void jobsOnANodeWhoseWorkerIsGoneAreParkedAndContinueByRetryOrAreUndoneByAbort() {
        cloud.templates().normal();
        cloud.part("node").kill9();
        String retried = cloud.submitDefinedClone(cloud.freshName());
        String aborted = cloud.submitDefinedClone(cloud.freshName());
        JobView toRetry = parked(retried);
        JobView toAbort = parked(aborted);

        assertThat(jobs.decide(toRetry, "retry", toRetry.parking().number() + 7))
                .isEqualTo("PARKING_MISMATCH");
        cloud.start("node");
        jobs.retry(toRetry);
        assertThat(jobs.decide(toAbort, "abort", toAbort.parking().number())).isNull();

        jobs.succeeds(retried);
        // The same again gets the same answer, and nothing happens; another one comes too late.
        assertThat(jobs.decide(toRetry, "retry", toRetry.parking().number())).isNull();
        assertThat(jobs.decide(toRetry, "abort", toRetry.parking().number())).isEqualTo("JOB_ENDED");
        jobs.endsAs(aborted, JobState.FAILED);
        assertThat(jobs.job(aborted).error().code().name()).isEqualTo("ABORTED");
        cloud.disks().nothingIsLeftOf(cloud.vmOf(aborted));
    }

    @Test
    void aFlattenIsRetriedWithAnotherLimitAndABadOneIsRefused() {
        Cloud.Vm vm = cloud.stoppedClone();
        String job;
        try (Plants plants = new Plants(cloud.stack())) {
            plants.move(vm.volume() + ".qcow2"); // until the end of this block
            job = cloud.flatten(vm, null);
            jobs.awaitState(job, JobState.NEEDS_ATTENTION);
        }
        JobView parked = jobs.job(job);
        assertThat(parked.parking().parameters())
                .extracting(parameter -> parameter.name() + " " + parameter.value())
                .containsExactly("bandwidthMibps none");

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> retryWithLimit(parked, "0"));
        assertThat(refused.problem().path("code").asText()).isEqualTo("FIELD_INVALID");
        assertThat(refused.problem().path("pointer").asText()).isEqualTo("/parameters/bandwidthMibps");
        assertThat(jobs.job(job).state()).isEqualTo(JobState.NEEDS_ATTENTION);
        retryWithLimit(parked, "500");
        retryWithLimit(parked, "500");

        jobs.succeeds(job);
        cloud.contentIsTheTemplates(vm);
    }

    private void retryWithLimit(JobView parked, String limit) {
        DecisionRequest request =
                new DecisionRequest(parked.parking().number(), "a test", Map.of("bandwidthMibps", limit));
        cloud.operator().post("/v1/jobs/" + parked.id() + "/retry", Json.write(request));
    }

    private JobView parked(String job) {
        jobs.awaitState(job, JobState.NEEDS_ATTENTION);
        JobView view = jobs.job(job);
        assertThat(view.parking().failure().code().name()).isEqualTo("NODE_UNREACHABLE");
        return view;
    }
}
