package io.longhaul.workflows.audit;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.workflows.port.AuditLooks;
import io.longhaul.workflows.port.NodeAudit;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
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
    /** A worker that works answers within milliseconds; one that restarts is back within this. */
    private static final Duration NODE_START = Duration.ofSeconds(30);

    private static final Duration NODE_CALL = Duration.ofMinutes(2);

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
        hosts().forEach(host -> add(checks, host));
        add(checks, looks.secrets());
        return List.copyOf(checks.values());
    }

    private List<List<AuditCheck>> hosts() {
        Map<String, Promise<NodeCensus>> asked = new LinkedHashMap<>();
        for (String node : looks.nodes()) {
            asked.put(node, Async.function(node(node)::census));
        }
        List<List<AuditCheck>> checks = new ArrayList<>();
        asked.forEach((node, census) -> {
            try {
                checks.add(looks.host(census.get()));
            } catch (ActivityFailure e) {
                checks.add(unseen(node, e));
            }
        });
        return checks;
    }

    private static List<AuditCheck> unseen(String node, ActivityFailure failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String why = "the node " + node + " could not be asked: " + cause.getMessage();
        return List.of(
                        Invariant.ONE_DOMAIN_PER_VM,
                        Invariant.NOTHING_UNKNOWN,
                        Invariant.NOTHING_MISSING,
                        Invariant.NO_SECRETS)
                .stream()
                .map(invariant -> AuditCheck.of(invariant, 0, List.of(), List.of(), List.of(why)))
                .toList();
    }

    private static NodeAudit node(String node) {
        return Workflow.newActivityStub(
                NodeAudit.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.nodeControl(node))
                        .setScheduleToStartTimeout(NODE_START)
                        .setStartToCloseTimeout(NODE_CALL)
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(2).build())
                        .setSummary("Count what is on " + node)
                        .build());
    }

    private static void add(Map<Invariant, AuditCheck> checks, List<AuditCheck> found) {
        found.forEach(check -> checks.merge(check.invariant(), check, AuditCheck::with));
    }
}
