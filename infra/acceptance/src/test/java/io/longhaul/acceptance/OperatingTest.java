package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.stack.TemporalNamespace;
import io.longhaul.workflows.step.Attributes;
import io.temporal.api.update.v1.Outcome;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says that can be done with the Temporal UI alone, done by gRPC as the UI does it. */
class OperatingTest implements OnTheCloud {
    /** Longer than the minute that every job is given, whatever its estimate. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();
    private final Runs runs = cloud.runs();

    @Test
    void everyDocumentedQueryFindsItsJob() {
        Cloud.Vm vm = cloud.stoppedClone();
        startOnce(vm); // for an estimate
        cloud.part("control").kill9();
        String flatten = cloud.flatten(vm, null);
        Process other = ParkedStart.otherProcess(vm);
        String start = cloud.submitStart(vm); // takes the lock over from the flatten
        cloud.start("control");
        jobs.awaitState(start, JobState.NEEDS_ATTENTION);

        Map<String, String> expected = new TreeMap<>();
        for (String query : List.of("parked", "parked with a code", "of a VM", "of a node", "of a tenant", "late")) {
            expected.put(query, start);
        }
        expected.put("waiting for a lock", flatten);
        expected.put("waiting", flatten);
        OperatingQueries documented = OperatingQueries.read(
                Map.of("VM", vm.id(), "NODE", jobs.job(start).node(), "TENANT", "demo", "CODE", "SECOND_PROCESS"));
        assertThat(documented.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, job) -> await(name)
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(runs.find(documented.query(name)))
                        .as(documented.query(name))
                        .contains(job)));
        for (String name : List.of("parked", "parked with a code", "late", "waiting", "waiting for a lock")) {
            assertThat(runs.find(documented.query(name))).as(name).containsExactly(expected.get(name));
        }
        assertThat(runs.memo(flatten)).contains("| flatten | WAITING |", "which " + start + " has");

        ParkedStart.end(other);
        jobs.retry(jobs.job(start));
        jobs.succeeds(start);
        jobs.succeeds(flatten);
        for (String name : List.of("parked", "parked with a code", "late", "waiting", "waiting for a lock")) {
            await(name)
                    .atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(runs.find(documented.query(name))).isEmpty());
        }
    }

    @Test
    void aParkedJobIsUnderstoodWithoutAWorkerAndDecidedAsTheTemporalUiDoes() {
        Cloud.Vm vm = cloud.stoppedClone();
        try (ParkedStart parked = ParkedStart.of(cloud, vm)) {
            int parking = jobs.job(parked.job()).parking().number();
            cloud.part("control").kill9();
            assertThat(runs.memo(parked.job()))
                    .contains("**NEEDS_ATTENTION** start " + name(vm) + " on ")
                    .contains("| quiesce-disks | SUCCEEDED |", "| start-domain | FAILED |")
                    .contains("**SECOND_PROCESS**", "| processes | pid " + parked.otherPid(), "| allowed | 0 |")
                    .contains("| retry | Step start-domain runs again", "| abort | What the job did is undone")
                    .contains("docs/runbook.md#second_process");
            JobView shown = jobs.job(parked.job());
            assertThat(shown.parking().failure().code()).isEqualTo(FailureCode.SECOND_PROCESS);
            assertThat(shown.steps()).extracting(step -> step.name()).contains("quiesce-disks", "start-domain");
            cloud.start("control");

            Outcome refused = runs.updateAsTheUi(parked.job(), "retry", decision(parking + 1))
                    .getOutcome();
            assertThat(refused.getFailure()
                            .getCause()
                            .getApplicationFailureInfo()
                            .getType())
                    .isEqualTo("PARKING_MISMATCH");
            parked.mend();
            Outcome accepted =
                    runs.updateAsTheUi(parked.job(), "retry", decision(parking)).getOutcome();
            assertThat(DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                            accepted.getSuccess().getPayloads(0), String.class, String.class))
                    .startsWith("Step start-domain runs again");
            jobs.succeeds(parked.job());
        }
    }

    @Test
    void theStackRegistersTheAttributesThatTheWorkflowsSet() {
        assertThat(TemporalNamespace.SEARCH_ATTRIBUTES)
                .hasSameSizeAs(Attributes.ALL)
                .allSatisfy((name, type) -> assertThat(Attributes.ALL).anySatisfy(key -> {
                    assertThat(key.getName()).isEqualTo(name);
                    assertThat(key.getValueType()).isEqualTo(type);
                }));
    }

    private void startOnce(Cloud.Vm vm) {
        jobs.succeeds(cloud.submitStart(vm));
        jobs.succeeds(cloud.submitStop(vm, 1));
    }

    private String name(Cloud.Vm vm) {
        return cloud.api().get("/v1/vms/" + vm.id()).tree().path("name").asText();
    }

    private static String decision(int parking) {
        return "{\"parking\": " + parking + ", \"who\": \"alice\", \"why\": \"the other process is ended\"}";
    }
}
