package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.step.Attributes;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.step.Subject;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.DefaultDataConverter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LegibilityTest {
    private static final Plant PLANT = new Plant();

    @AfterAll
    static void close() {
        PLANT.close();
    }

    @Test
    void aParkedJobIsUnderstoodFromTheTemporalUiAlone() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        PLANT.environment().sleep(Duration.ofSeconds(5));

        WorkflowExecutionDescription description = stub.describe();
        SearchAttributes attributes = description.getTypedSearchAttributes();
        assertThat(attributes.get(Attributes.OPERATION)).isEqualTo("clone-vm");
        assertThat(attributes.get(Attributes.TENANT)).isEqualTo("demo");
        assertThat(attributes.get(Attributes.VM)).isEqualTo("vm_1");
        assertThat(attributes.get(Attributes.NODE)).isEqualTo("n1");
        assertThat(attributes.get(Attributes.STATE)).isEqualTo("NEEDS_ATTENTION");
        assertThat(attributes.get(Attributes.STEP)).isEqualTo("start-domain");
        assertThat(attributes.get(Attributes.FAILURE)).isEqualTo("SECOND_PROCESS");
        String details = stub.query("__temporal_workflow_metadata", WorkflowMetadata.class)
                .getCurrentDetails();
        assertThat(details)
                .contains("| clone-disk-0 | SUCCEEDED |", "| start-domain | FAILED |", "SECOND_PROCESS", "Parking 1")
                .contains("| retry | Step start-domain runs again", "| abort |", "| epoch | 1 |")
                .contains("docs/runbook.md#second_process");
        assertThat(memo(stub)).isEqualTo(details);
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).hasToString("CANCELLED");
        assertThat(stub.describe().getTypedSearchAttributes().get(Attributes.STATE))
                .isEqualTo("CANCELLED");
        assertThat(memo(stub)).contains("CANCELLED", "| clone-disk-0 | COMPENSATED |");
    }

    @Test
    void theMemoHasTheStepTableWhileAStepRunsForWhenNoWorkerIsThere() {
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).on("startDomain", new Scenario.Act.Hangs());
        WorkflowStub stub = PLANT.start(job);
        Plant.soon(() -> job.called("startDomain"));

        assertThat(memo(stub))
                .contains(
                        "**RUNNING** a test, tenant demo",
                        "| quiesce-disks | SUCCEEDED |",
                        "| start-domain | RUNNING |");
        job.stop("startDomain");

        assertThat(stub.getResult(JobResult.class).steps())
                .extracting(line -> line.name() + " " + line.state())
                .containsExactly("quiesce-disks SUCCEEDED", "start-domain SUCCEEDED");
        assertThat(memo(stub)).contains("**SUCCEEDED** a test, tenant demo", "| start-domain | SUCCEEDED |");
    }

    @Test
    void aJobThatWaitsForItsLockIsFoundAndSaysForWhom() {
        Scenario job = PLANT.scenario(Plans.flatten("vol_1"));
        job.holds.add(new Hold(false, 0, "job_other"));
        WorkflowStub stub = PLANT.start(job);
        Plant.soon(() -> "LOCK".equals(attribute(stub, Attributes.WAITING)));
        assertThat(memo(stub)).contains("| flatten | WAITING |", "Waits for its lock, which job_other has.");

        assertThat(stub.getResult(JobResult.class).state()).hasToString("SUCCEEDED");
        assertThat(attribute(stub, Attributes.WAITING)).isNull();
    }

    @Test
    void aJobThatRunsLongerThanItsEstimateIsFound() {
        Instant now = Instant.ofEpochMilli(PLANT.environment().currentTimeMillis());
        Instant expected = now.plusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
        Scenario job = PLANT.scenario(Plans.ALL.get("start-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 1);
        job.claim = new Claim(true, null, 1, 0, 0, Map.of(), null, null, expected.toEpochMilli(), Map.of(), false);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);

        assertThat(attribute(stub, Attributes.EXPECTED_END).toInstant()).isEqualTo(expected);
        assertThat(attribute(stub, Attributes.OVERDUE)).isNull();
        assertThat(memo(stub)).contains("expected to end by " + expected);
        PLANT.environment().sleep(Duration.ofSeconds(91));
        Plant.soon(() -> Boolean.TRUE.equals(attribute(stub, Attributes.OVERDUE)));
        cancel(stub);
    }

    @Test
    void everyCallHasASummary() {
        Scenario job = PLANT.scenario(Plans.ALL.get("clone-vm")).fails("startDomain", FailureCode.SECOND_PROCESS, 1);
        WorkflowStub stub = PLANT.startUntilParked(job, 1);
        Plant.decide(stub, "abort", 1);
        stub.getResult(JobResult.class);

        List<HistoryEvent> calls = PLANT.client().fetchHistory(job.input.jobId()).getEvents().stream()
                .filter(LegibilityTest::isCall)
                .toList();
        assertThat(calls)
                .hasSizeGreaterThan(10)
                .allSatisfy(call -> assertThat(summary(call)).isNotBlank());
        assertThat(calls)
                .extracting(LegibilityTest::summary)
                .contains(
                        "Claim the job",
                        "Record clone-disk-0 SUCCEEDED, write-seed RUNNING",
                        "Park at step start-domain: SECOND_PROCESS",
                        "Record that oscar decided ABORT",
                        "End the job FAILED");
    }

    @Test
    void theSummaryOfARunSaysWhatIsDoneAndForWhom() {
        JobInput input =
                new JobInput("job_x", "demo", "clone web-1 from debian on n1", null, Plans.ALL.get("clone-vm"));
        assertThat(Subject.of(input.plan()).summary(input)).isEqualTo("clone web-1 from debian on n1 (demo)");

        JobInput longest = new JobInput("job_x", "ä".repeat(60), "ü".repeat(100), null, Plans.ALL.get("clone-vm"));
        assertThat(Subject.of(longest.plan()).summary(longest).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(190);
    }

    private static String memo(WorkflowStub stub) {
        return (String) stub.describe().getMemo("longhaul", String.class);
    }

    private static <T> T attribute(WorkflowStub stub, SearchAttributeKey<T> key) {
        return stub.describe().getTypedSearchAttributes().get(key);
    }

    private static boolean isCall(HistoryEvent event) {
        return event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                || event.getMarkerRecordedEventAttributes().getMarkerName().equals("LocalActivity");
    }

    private static String summary(HistoryEvent event) {
        return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                event.getUserMetadata().getSummary(), String.class, String.class);
    }
}
