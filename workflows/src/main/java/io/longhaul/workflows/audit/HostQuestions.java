package io.longhaul.workflows.audit;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.workflows.Unasked;
import io.longhaul.workflows.port.AuditLooks;
import io.longhaul.workflows.port.CensusPart;
import io.longhaul.workflows.port.HostSearch;
import io.longhaul.workflows.port.NodeAudit;
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
import java.util.function.BiFunction;
import java.util.function.Function;

/** What an audit asks of hosts: all are asked at once, and who does not answer is unseen. */
final class HostQuestions {
    /** A worker that works answers within milliseconds; one that restarts is back within this. */
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(30);

    /** A node's first answer waits for the search of its logs. */
    private static final Duration COUNT = Duration.ofMinutes(10);
    /** As long as the logs take to read. */
    private static final Duration SEARCH = Duration.ofMinutes(30);

    private static final List<Invariant> OF_A_NODE = List.of(
            Invariant.ONE_DOMAIN_PER_VM, Invariant.NOTHING_UNKNOWN, Invariant.NOTHING_MISSING, Invariant.NO_SECRETS);

    private final AuditLooks looks;

    HostQuestions(AuditLooks looks) {
        this.looks = looks;
    }

    /** The checks of all nodes, whose censuses come in parts. */
    List<AuditCheck> nodes() {
        return ofAll(
                looks.nodes(),
                "the node ",
                OF_A_NODE,
                name -> Async.function(node(name)::page, CensusPart.UNKNOWN),
                (name, first) -> {
                    List<AuditCheck> checks = new ArrayList<>(looks.part(first));
                    int parts = first.part().of();
                    for (int index = 1; index < parts; index++) {
                        checks.addAll(looks.part(node(name).page(new CensusPart(index, parts))));
                    }
                    return checks;
                });
    }

    /** The same for an audit that an earlier build began: a census is whole. */
    List<AuditCheck> wholeNodes() {
        return ofAll(
                looks.nodes(),
                "the node ",
                OF_A_NODE,
                name -> Async.function(node(name)::census),
                (name, census) -> looks.host(census));
    }

    /** The secrets of the control workers on each of their hosts. */
    List<AuditCheck> controlHosts() {
        return ofAll(
                looks.controlHosts(),
                "the control worker on ",
                List.of(Invariant.NO_SECRETS),
                host -> Async.function(controlHost(host)::searchHost),
                (host, checks) -> checks);
    }

    private static <T> List<AuditCheck> ofAll(
            List<String> names,
            String who,
            List<Invariant> invariants,
            Function<String, Promise<T>> ask,
            BiFunction<String, T, List<AuditCheck>> judge) {
        Map<String, Promise<T>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(name, ask.apply(name)));
        List<AuditCheck> checks = new ArrayList<>();
        asked.forEach((name, answer) -> {
            try {
                checks.addAll(judge.apply(name, answer.get()));
            } catch (ActivityFailure e) {
                checks.addAll(unseen(invariants, who + name, e));
            }
        });
        return checks;
    }

    private static List<AuditCheck> unseen(List<Invariant> invariants, String who, ActivityFailure failure) {
        String why = Unasked.words(who, failure);
        return invariants.stream()
                .map(invariant -> AuditCheck.of(invariant, 0, List.of(), List.of(), List.of(why)))
                .toList();
    }

    private static NodeAudit node(String name) {
        return Workflow.newActivityStub(
                NodeAudit.class, options(TaskQueues.nodeControl(name), COUNT, "Count what is on " + name));
    }

    private static HostSearch controlHost(String host) {
        return Workflow.newActivityStub(
                HostSearch.class,
                options(TaskQueues.controlHost(host), SEARCH, "Search the control worker's host " + host));
    }

    private static ActivityOptions options(String queue, Duration answer, String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setScheduleToStartTimeout(TAKEN_WITHIN)
                .setStartToCloseTimeout(answer)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
                .setSummary(summary)
                .build();
    }
}
