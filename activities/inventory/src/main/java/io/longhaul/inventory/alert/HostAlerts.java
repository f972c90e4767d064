package io.longhaul.inventory.alert;

import io.longhaul.schemas.failure.FailureCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Alerts of hosts, one for each node and code: active nodes that are lost, and nodes on which steps fail again and again for
 * a reason of the host. One is resolved when the node is heard again, or has had no such failure for long enough.
 */
final class HostAlerts {
    /** Failures that a host causes, whatever the job. */
    private static final List<FailureCode> OF_THE_HOST = List.of(
            FailureCode.NODE_UNREACHABLE,
            FailureCode.LIBVIRT_UNAVAILABLE,
            FailureCode.LIBVIRT_ERROR,
            FailureCode.DEADLINE_EXCEEDED,
            FailureCode.NO_PROGRESS,
            FailureCode.STORAGE_FULL,
            FailureCode.STORAGE_ERROR,
            FailureCode.STORAGE_UNREACHABLE,
            FailureCode.STORAGE_FORBIDDEN,
            FailureCode.TOOL_FAILED,
            FailureCode.WORKER_LOST);

    private HostAlerts() {}

    /**
     * Trouble of a node.
     *
     * @param enough whether it raises an alert; otherwise it only keeps one from being resolved
     */
    private record Trouble(String node, FailureCode code, boolean enough, String words) {
        String key() {
            return Alerts.keyOfNode(node, code);
        }
    }

    static Void round(Handle handle, AlertPolicy policy) {
        Set<String> raised = new HashSet<>(handle.createQuery(
                        "select key from alert where state = 'raised' and job_id is null and node is not null")
                .mapTo(String.class)
                .list());
        Set<String> lasting = new HashSet<>();
        List<Trouble> lost = lost(handle, policy);
        List<Trouble> failing = failing(handle, policy);
        for (List<Trouble> troubles : List.of(lost, failing)) {
            for (Trouble trouble : troubles) {
                boolean first = lasting.add(trouble.key());
                if (first && trouble.enough() && !raised.contains(trouble.key())) {
                    Alerts.raiseOfNode(handle, trouble.node(), trouble.code(), trouble.words());
                }
            }
        }
        raised.stream()
                .filter(key -> !lasting.contains(key))
                .forEach(key -> Alerts.resolve(handle, key, "the node has been well since"));
        return null;
    }

    private static List<Trouble> lost(Handle handle, AlertPolicy policy) {
        return handle.createQuery("""
                        select name, confirmed_off is not null as refused from node
                         where state = 'ACTIVE' and (confirmed_off is not null
                            or not live and last_seen_at < clock_timestamp() - make_interval(secs => :silence)) order by name
                        """)
                .bind("silence", StandingAlerts.seconds(policy.silence()))
                .map((rows, context) -> new Trouble(
                        rows.getString(1),
                        FailureCode.NODE_UNREACHABLE,
                        true,
                        "Node " + rows.getString(1)
                                + (rows.getBoolean(2)
                                        ? " was confirmed off and is not admitted again: it takes no steps."
                                        : " is active and is not heard.")))
                .list();
    }

    private static List<Trouble> failing(Handle handle, AlertPolicy policy) {
        return handle.createQuery("""
                        select j.node, t.code, count(*) as failures, count(distinct j.id) as jobs
                          from job_transition t join job j on j.id = t.job_id
                         where t.code = any(:codes) and t.at > clock_timestamp() - make_interval(secs => :within)
                           and j.node is not null
                         group by j.node, t.code order by j.node, t.code
                        """)
                .bindArray(
                        "codes",
                        String.class,
                        OF_THE_HOST.stream().map(Enum::name).toList())
                .bind("within", StandingAlerts.seconds(policy.failuresWithin()))
                .map((rows, context) -> new Trouble(
                        rows.getString("node"),
                        FailureCode.valueOf(rows.getString("code")),
                        rows.getInt("failures") >= policy.failures(),
                        "Node %s: %d steps of %d jobs failed with %s within %d s."
                                .formatted(
                                        rows.getString("node"),
                                        rows.getInt("failures"),
                                        rows.getInt("jobs"),
                                        rows.getString("code"),
                                        policy.failuresWithin().toSeconds())))
                .list();
    }
}
