package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Cancel stops what runs outside, undoes what can be undone, and contends with the start for the same row. */
class CancelTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void cancelRacingTheStartLeavesNothingWhoeverWins() {
        List<String> clones = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String job = cloud.submitDefinedClone(cloud.freshName());
            clones.add(job);
            CompletableFuture.runAsync(() -> jobs.cancel(job)).join();
        }
        for (String job : clones) {
            JobView ended = jobs.awaitEnd(job);
            Invariants.oneTerminalEvent(cloud.kafka(), job);
            if (ended.state() == JobState.CANCELLED) {
                cloud.disks().nothingIsLeftOf(cloud.vmOf(job));
            } else {
                assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
            }
        }
    }

    @Test
    void cancelledFlattenStopsTheBlockJobAndTheDiskStaysValid() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 2);
        jobs.awaitProgress(flatten);

        jobs.cancel(flatten);

        jobs.endsAs(flatten, JobState.CANCELLED);
        assertThat(cloud.disks().hasBlockJob(vm)).isFalse();
        cloud.contentIsTheTemplates(vm);
    }

    @Test
    void cloneThatNeverBecomesReadyIsUndoneAndFails() {
        String clone = cloud.submitClone(cloud.freshName(), "NEVER-PRINTED", 6);

        jobs.endsAs(clone, JobState.FAILED);

        assertThat(jobs.job(clone).error().code().name()).isEqualTo("GUEST_NOT_READY");
        cloud.disks().nothingIsLeftOf(cloud.vmOf(clone));
    }

    @Test
    void cloneCancelledWhileItWaitsForTheGuestIsUndone() {
        String clone = cloud.submitClone(cloud.freshName(), "NEVER-PRINTED", 600);
        jobs.awaitStep(clone, "await-ready");

        jobs.cancel(clone);

        jobs.endsAs(clone, JobState.CANCELLED);
        cloud.disks().nothingIsLeftOf(cloud.vmOf(clone));
    }
}
