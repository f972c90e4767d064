package io.longhaul.workflows.port;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the Temporal task queues. */
public final class TaskQueues {
    /** Workflows and the control side's activities. */
    public static final String CONTROL = "control";

    private static final Pattern OF_A_NODE = Pattern.compile("node\\.(.+)\\.[a-z]+");

    private TaskQueues() {}

    /** What is asked of each host that has a control worker: any of the host's takes it. */
    public static String controlHost(String host) {
        return CONTROL + "." + host;
    }

    /** The node whose queue it is; empty when it is no node's. */
    public static Optional<String> node(String queue) {
        Matcher matcher = OF_A_NODE.matcher(queue);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Short calls on a node. A schedule-to-start timeout here means that the node is gone. */
    public static String nodeControl(String node) {
        return "node." + node + ".control";
    }

    /** The return of a node that was confirmed off; its worker polls it also while the node is refused. */
    public static String nodeAdmission(String node) {
        return "node." + node + ".admission";
    }

    /** Waits for guests on a node. */
    public static String nodeWait(String node) {
        return "node." + node + ".wait";
    }

    /** Long calls on a node, whose slots may all be busy. */
    public static String nodeWork(String node) {
        return "node." + node + ".work";
    }
}
