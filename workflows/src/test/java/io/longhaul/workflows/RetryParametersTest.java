package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static io.longhaul.workflows.support.Plant.decide;
import static io.longhaul.workflows.support.Plant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RetryParametersTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void aFlattenIsRetriedWithAnotherLimit() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.WORLD_DISAGREES, 2);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(shown(job)).isEqualTo("bandwidthMibps none");
        assertThat(memo(stub)).contains("| bandwidthMibps | none | 1 to 1048576, or none | limit in MiB/s");

        assertThat(retry(stub, 1, Map.of("bandwidthMibps", "50")))
                .contains("Step flatten runs again")
                .contains("With bandwidthMibps 50 instead of none.");
        PLANT.until(() -> job.parkings.size() == 2);
        assertThat(shown(job)).isEqualTo("bandwidthMibps 50");
        assertThat(job.given("flatten").get(0)).isEqualTo("none");
        assertThat(job.given("flatten")).last().isEqualTo("50");
        assertThat(job.transitions)
                .filteredOn(transition -> transition.result() != null)
                .extracting(transition ->
                        transition.state() + " " + transition.result().outcome())
                .contains("RUNNING With bandwidthMibps 50 instead of none.");
        assertThat(job.decisions).last().extracting(Decision::parameters).isEqualTo(Map.of("bandwidthMibps", "50"));

        retry(stub, 2, Map.of("bandwidthMibps", "none"));
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.given("flatten")).last().isEqualTo("none");
    }

    @Test
    void waitsForReadinessAndForTheGuestsEndAsLongAsTheRetrySays() {
        Scenario clone = PLANT.scenario(Plans.ALL.get("clone-vm")).fails("awaitReady", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub cloning = PLANT.startUntilParked(clone, 1);
        assertThat(shown(clone)).isEqualTo("timeoutSeconds 60");
        retry(cloning, 1, Map.of("timeoutSeconds", "7200"));
        assertThat(cloning.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(clone.given("awaitReady")).containsExactly("60", "7200");

        Scenario stop = PLANT.scenario(Plans.ALL.get("stop-vm")).fails("awaitShutdown", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stopping = PLANT.startUntilParked(stop, 1);
        assertThat(shown(stop)).isEqualTo("graceSeconds 30");
        retry(stopping, 1, Map.of("graceSeconds", "0"));
        assertThat(stopping.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(stop.given("awaitShutdown")).containsExactly("30", "0");
    }

    @Test
    void whatIsNotAllowedIsRefusedAndChangesNothing() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1")).fails("flatten", FailureCode.WORLD_DISAGREES, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(refusal(() -> retry(stub, 1, Map.of("node", "n2")))).isEqualTo("FIELD_UNKNOWN");
        for (String value : new String[] {"0", "1048577", "+5", "05", "fast", ""}) {
            assertThat(refusal(() -> retry(stub, 1, Map.of("bandwidthMibps", value))))
                    .as(value)
                    .isEqualTo("FIELD_INVALID");
        }
        assertThat(refusal(() -> stub.update(
                        "abort", String.class, new Decision(1, "oscar", "no", Map.of("bandwidthMibps", "5")))))
                .isEqualTo("FIELD_UNKNOWN");
        assertThat(job.decisions).isEmpty();
        assertThat(job.parkings).hasSize(1);
        decide(stub, "retry", 1);
        assertThat(stub.getResult(JobResult.class).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.given("flatten")).containsExactly("none", "none");
    }

    @Test
    void aStepThatDeclaresNothingIsRetriedAsItIs() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        assertThat(job.parking().parameters()).isEmpty();
        assertThat(memo(stub)).doesNotContain("may change");
        assertThat(refusal(() -> retry(stub, 1, Map.of("node", "n2")))).isEqualTo("FIELD_UNKNOWN");
        cancel(stub);
    }

    @Test
    void aSuccessorRunBeginsWithWhatARetryChanged() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1"));
        job.claim = new Claim(
                true, null, 1, 2, 0, Map.of(), null, null, null, Map.of("flatten.bandwidthMibps", "7"), false);
        assertThat(PLANT.run(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.given("flatten")).containsExactly("7");
        assertThat(job.transitions.get(0).result().outcome()).isEqualTo("With bandwidthMibps 7 instead of none.");
    }

    private static String retry(WorkflowStub stub, int parking, Map<String, String> parameters) {
        return stub.update("retry", String.class, new Decision(parking, "oscar", "too fast", parameters));
    }

    private static String shown(Scenario job) {
        return job.parking().parameters().stream()
                .map(parameter -> parameter.name() + " " + parameter.value())
                .reduce("", (a, b) -> a + b);
    }

    private static String memo(WorkflowStub stub) {
        PLANT.environment().sleep(Duration.ofSeconds(5));
        return (String) stub.describe().getMemo("longhaul", String.class);
    }
}
