package io.longhaul.workflows.audit;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.workflows.port.AuditLooks;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A look sees the sides one after the other, and jobs go on meanwhile; so only what stands through all looks is found. */
public class AuditWorkflowImpl implements AuditWorkflow {
    private static final int LOOKS = 3;
    /** Longer than a node takes to report a VM that went off by itself, and a workflow to end after its job. */
    private static final Duration BETWEEN = Duration.ofSeconds(7);

    private static final Duration LONGEST_LOOK = Duration.ofMinutes(30);

    private final AuditLooks looks = Workflow.newActivityStub(
            AuditLooks.class,
            ActivityOptions.newBuilder()
                    .setTaskQueue(TaskQueues.CONTROL)
                    .setStartToCloseTimeout(LONGEST_LOOK)
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(5).build())
                    .build());

    @Override
    public AuditReport audit() {
        List<AuditCheck> checks = look();
        for (int look = 2; look <= LOOKS && checks.stream().anyMatch(AuditCheck::failed); look++) {
            Workflow.sleep(BETWEEN);
            checks = confirmed(checks, look());
        }
        return new AuditReport(checks.stream().map(AuditCheck::shortened).toList());
    }

    private static List<AuditCheck> confirmed(List<AuditCheck> before, List<AuditCheck> now) {
        List<AuditCheck> confirmed = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            confirmed.add(now.get(i).confirmedBy(before.get(i)));
        }
        return confirmed;
    }

    /** One check for each invariant, in their order. */
    private List<AuditCheck> look() {
        Map<Invariant, AuditCheck> checks = new LinkedHashMap<>();
        for (Invariant invariant : Invariant.values()) {
            checks.put(invariant, AuditCheck.of(invariant, 0, List.of()));
        }
        add(checks, looks.records());
        HostQuestions hosts = new HostQuestions(looks);
        if (Workflow.getVersion("every-host", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            add(checks, hosts.wholeNodes());
            add(checks, looks.secrets());
        } else {
            add(checks, hosts.nodes());
            add(checks, hosts.controlHosts());
            add(checks, looks.histories());
        }
        return List.copyOf(checks.values());
    }

    private static void add(Map<Invariant, AuditCheck> checks, List<AuditCheck> found) {
        found.forEach(check -> checks.merge(check.invariant(), check, AuditCheck::with));
    }
}
