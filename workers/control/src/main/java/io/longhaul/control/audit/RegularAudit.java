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
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
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
    private final Duration every;
    private final Map<Invariant, AtomicLong> findings = new EnumMap<>(Invariant.class);
    private final Map<Invariant, AtomicLong> unseen = new EnumMap<>(Invariant.class);
    private Instant due = Instant.MIN;

    /** By that client; the gauges are 0 until the first has ended, and where this process does not lead. */
    public RegularAudit(WorkflowClient client, Duration every, MeterRegistry metrics) {
        this.client = client;
        this.every = every;
        for (Invariant invariant : Invariant.values()) {
            Tags tags = Tags.of("invariant", invariant.wireName());
            findings.put(invariant, metrics.gauge("longhaul.audit.findings", tags, new AtomicLong()));
            unseen.put(invariant, metrics.gauge("longhaul.audit.unseen", tags, new AtomicLong()));
        }
    }

    /**
     * To be called every few seconds. Audits when this process has come to lead, and then so long after the end of the last
     * one, and waits for the end. One that ends otherwise has seen nothing, and is tried again in the next round.
     *
     * @param leads whether this process leads; another one says what is found otherwise
     */
    public void round(boolean leads) {
        if (!leads) {
            findings.values().forEach(count -> count.set(0));
            unseen.values().forEach(count -> count.set(0));
            due = Instant.MIN;
        } else if (!Instant.now().isBefore(due)) {
            audit();
        }
    }

    private void audit() {
        try {
            WorkflowStub audit = client.newUntypedWorkflowStub(
                    AuditWorkflow.TYPE,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(ID)
                            .setTaskQueue(TaskQueues.CONTROL)
                            .setWorkflowIdConflictPolicy(
                                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                            .setStaticSummary("regular audit of the invariants")
                            .build());
            audit.start();
            audit.getResult(LIMIT_MINUTES, TimeUnit.MINUTES, AuditReport.class)
                    .checks()
                    .forEach(this::note);
            due = Instant.now().plus(every);
        } catch (RuntimeException | TimeoutException e) {
            unseen.values().forEach(count -> count.set(1));
            log.warn("the regular audit did not end as it should", e);
        }
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
