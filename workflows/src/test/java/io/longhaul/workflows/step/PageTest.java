package io.longhaul.workflows.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.support.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final int SERVERS_LIMIT = 20_000;

    @Test
    void ofHundredsOfStepsThePageHasThoseThatAreNotAtRestAndTheWholeParking() {
        List<JobResult.StepLine> steps = new ArrayList<>();
        steps.add(line("flatten-first", StepState.COMPENSATING));
        for (int i = 0; i < 500; i++) {
            steps.add(line("flatten-vol_" + i, StepState.SUCCEEDED));
        }
        steps.add(line("remove-disk", StepState.FAILED));
        Parking parking = new Parking(
                3,
                "remove-disk",
                Failure.of(FailureCode.WORLD_DISAGREES, "other volumes depend on it"),
                Map.of(DecisionKind.RETRY, "again"));

        String page = Page.of(
                new JobInput("job_1", "demo", "delete debian", null, Plans.ALL.get("delete-template")),
                JobState.NEEDS_ATTENTION,
                null,
                steps,
                parking,
                null);

        assertThat(page)
                .hasSizeLessThan(SERVERS_LIMIT)
                .contains(
                        "| flatten-first | COMPENSATING |",
                        "| flatten-vol_499 | SUCCEEDED |",
                        "| remove-disk | FAILED |")
                .containsPattern("[0-9]+ steps that are at rest are not shown")
                .contains("**Parking 3**", "| retry | again |")
                .endsWith("docs/runbook.md#world_disagrees\n")
                .doesNotContain("| flatten-vol_0 |");
    }

    private static JobResult.StepLine line(String name, StepState state) {
        return new JobResult.StepLine(name, state, 1, 2, "Child job job_01jdq8x2v4m6n8p0r2t4w6y8z0 succeeded.");
    }
}
