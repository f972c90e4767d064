package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** An operator who has nothing but the Temporal UI, in a real browser. */
class TemporalUiTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();

    @Test
    void aParkedJobIsFoundReadAndRetriedFromTheTemporalUi() {
        try (TemporalPages pages =
                        TemporalPages.open(cloud.part("temporal-ui").address().orElseThrow());
                ParkedStart parked = ParkedStart.of(cloud, cloud.stoppedClone())) {
            pages.list(OperatingQueries.read(Map.of()).query("parked"));
            pages.awaitListed(parked.job());
            pages.picture("parked-jobs");
            pages.follow(parked.job());
            assertThat(pages.details("SECOND_PROCESS"))
                    .contains("NEEDS_ATTENTION start ", "quiesce-disks \nSUCCEEDED", "start-domain \nFAILED")
                    .contains("pid " + parked.otherPid(), "Step start-domain runs again", "docs/runbook.md");
            pages.picture("parked-job");

            parked.mend();
            pages.sendUpdate("retry", "{\"parking\": 1, \"who\": \"alice\", \"why\": \"the other process is ended\"}");

            pages.awaitStatus("COMPLETED");
            pages.reload();
            assertThat(pages.details("SUCCEEDED start ")).contains("start-domain \nSUCCEEDED");
            pages.picture("succeeded-job");
            cloud.jobs().succeeds(parked.job());
        }
    }
}
