package io.longhaul.workflows;

import static io.longhaul.workflows.support.Plant.cancel;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.step.Attributes;
import io.longhaul.workflows.step.JobResult;
import io.longhaul.workflows.support.Plans;
import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Scenario;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
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
        PLANT.environment().sleep(java.time.Duration.ofSeconds(5));

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
                .contains("| retry | Step start-domain runs again", "| abort |", "| epoch | 1 |");
        assertThat((String) description.getMemo("longhaul", String.class)).isEqualTo(details);
        cancel(stub);

        assertThat(stub.getResult(JobResult.class).state()).hasToString("CANCELLED");
        assertThat(stub.describe().getTypedSearchAttributes().get(Attributes.STATE))
                .isEqualTo("CANCELLED");
        assertThat((String) stub.describe().getMemo("longhaul", String.class))
                .contains("CANCELLED", "| clone-disk-0 | COMPENSATED |");
    }
}
