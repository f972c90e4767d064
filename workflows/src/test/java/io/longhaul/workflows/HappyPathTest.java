package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HappyPathTest {
    private static final Plant PLANT = new Plant();
    static final List<String> OPERATIONS = List.copyOf(Plans.ALL.keySet());

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void runsEveryStepOnceAndSucceeds(String operation) {
        Scenario job = PLANT.scenario(Plans.ALL.get(operation));

        JobResult result = PLANT.run(job);

        assertThat(result.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.end().state()).isEqualTo(JobState.SUCCEEDED);
        List<String> expected = new ArrayList<>();
        Plans.stepsOf(operation).forEach(step -> {
            expected.add(step + " RUNNING");
            expected.add(step + " SUCCEEDED");
        });
        assertThat(job.steps()).isEqualTo(expected);
        assertThat(job.ledger).filteredOn("record"::equals).hasSameSizeAs(Plans.stepsOf(operation));
        assertThat(result.steps()).hasSameSizeAs(Plans.stepsOf(operation));
    }
}
