package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobState;
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

    private JobView parked(String job) {
        jobs.awaitState(job, JobState.NEEDS_ATTENTION);
        JobView view = jobs.job(job);
        assertThat(view.parking().failure().code().name()).isEqualTo("NODE_UNREACHABLE");
        return view;
    }
}
