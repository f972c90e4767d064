package io.longhaul.control.audit;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.workflows.audit.AuditReport;
import io.longhaul.workflows.audit.AuditWorkflow;
import io.longhaul.workflows.port.TaskQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit that nobody asked for: what the last one found is in the metrics of the control worker that leads. */
public final class RegularAudit {
    private static final Logger log = LoggerFactory.getLogger(RegularAudit.class);
    private static final String ID = "audit-regular";
    private static final int LIMIT_MINUTES = 60;

    private final WorkflowClient client;
    private final Map<Invariant, AtomicLong> findings = new EnumMap<>(Invariant.class);
    private final Map<Invariant, AtomicLong> unseen = new EnumMap<>(Invariant.class);

    /** By that client; the gauges are 0 until the first has ended, and where this process does not lead. */
    public RegularAudit(WorkflowClient client, MeterRegistry metrics) {
        this.client = client;
        for (Invariant invariant : Invariant.values()) {
            Tags tags = Tags.of("invariant", invariant.wireName());
            findings.put(invariant, metrics.gauge("longhaul.audit.findings", tags, new AtomicLong()));
            unseen.put(invariant, metrics.gauge("longhaul.audit.unseen", tags, new AtomicLong()));
        }
    }

    /** Audits, and waits for the end. One that ends otherwise has seen nothing. */
    public void round() {
        WorkflowStub audit = client.newUntypedWorkflowStub(
                AuditWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(ID)
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setStaticSummary("regular audit of the invariants")
                        .build());
        audit.start();
        try {
            audit.getResult(LIMIT_MINUTES, TimeUnit.MINUTES, AuditReport.class)
                    .checks()
                    .forEach(this::note);
        } catch (WorkflowException | TimeoutException e) {
            unseen.values().forEach(count -> count.set(1));
            log.warn("the regular audit did not end as it should", e);
        }
    }

    /** Another process leads: it says what is found. */
    public void rest() {
        findings.values().forEach(count -> count.set(0));
        unseen.values().forEach(count -> count.set(0));
    }

    private void note(AuditCheck check) {
        findings.get(check.invariant()).set(check.findings().size());
        unseen.get(check.invariant()).set(check.unseen().size());
        check.findings()
                .forEach(finding -> log.warn(
                        "the audit found {}: {}: {}",
                        check.invariant().wireName(),
                        finding.object(),
                        finding.detail()));
    }
}
