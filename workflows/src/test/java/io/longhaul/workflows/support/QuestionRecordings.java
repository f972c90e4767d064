package io.longhaul.workflows.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.workflows.audit.AuditWorkflow;
import io.longhaul.workflows.log.JobLogsWorkflow;
import io.longhaul.workflows.log.LogPlaces;
import io.longhaul.workflows.port.TaskQueues;
import io.longhaul.workflows.support.Recordings.Recording;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Map;

/** Workflows that only ask. */
final class QuestionRecordings {
    private QuestionRecordings() {}

    /** By name. */
    static Map<String, Recording> all() {
        return Map.of(
                "audit-passed", audit(false),
                "audit-failed", audit(true),
                "job-logs-of-hosts", logs(new LogPlaces(List.of(FaultyQuestions.HOST), List.of("n1", "gone"))),
                "job-logs-earlier-api", logs(null));
    }

    private static Recording audit(boolean fault) {
        return new Recording(AuditWorkflow.TYPE, plant -> {
            plant.questions().finds(fault);
            AuditWorkflow workflow = plant.client().newWorkflowStub(AuditWorkflow.class, options("audit-" + fault));
            assertThat(workflow.audit().checks().stream().anyMatch(AuditCheck::failed))
                    .isEqualTo(fault);
            return "audit-" + fault;
        });
    }

    private static Recording logs(LogPlaces places) {
        return new Recording(JobLogsWorkflow.TYPE, plant -> {
            String id = JobLogsWorkflow.TYPE + (places == null ? "-earlier" : "-hosts");
            JobLogsWorkflow workflow = plant.client().newWorkflowStub(JobLogsWorkflow.class, options(id));
            assertThat(workflow.collect("job_1", "n1", places).unseen()).hasSize(places == null ? 0 : 1);
            return id;
        });
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.CONTROL)
                .build();
    }
}
