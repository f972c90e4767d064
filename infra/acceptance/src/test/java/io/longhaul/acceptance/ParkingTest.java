package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobState;
import org.junit.jupiter.api.Test;

/** What infrastructure caused parks the job with its locks until a person decides, once per parking. */
class ParkingTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();

    @Test
    void jobOnANodeWhoseWorkerIsGoneIsParkedAndContinuesByRetry() {
        JobView parked = parkedClone();

        assertThat(cloud.decide(parked, "retry", parked.parking().number() + 7)).isEqualTo("PARKING_MISMATCH");
        cloud.start("node");
        cloud.retry(parked);

        cloud.succeeds(parked.id());
        assertThat(cloud.decide(parked, "retry", parked.parking().number())).isEqualTo("JOB_ENDED");
    }

    @Test
    void abortUndoesAParkedJobAndEndsItFailed() {
        JobView parked = parkedClone();
        cloud.start("node");

        assertThat(cloud.decide(parked, "abort", parked.parking().number())).isNull();

        cloud.endsAs(parked.id(), JobState.FAILED);
        assertThat(cloud.job(parked.id()).error().code().name()).isEqualTo("ABORTED");
        cloud.disks().nothingIsLeftOf(cloud.vmOf(parked.id()));
    }

    private JobView parkedClone() {
        cloud.templates().normal();
        cloud.part("node").kill9();
        String clone = cloud.submitDefinedClone(cloud.freshName());
        cloud.awaitState(clone, JobState.NEEDS_ATTENTION);
        JobView parked = cloud.job(clone);
        assertThat(parked.parking().failure().code().name()).isEqualTo("NODE_UNREACHABLE");
        return parked;
    }
}
