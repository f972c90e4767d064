package io.longhaul.workflows.port;

/** Names of the Temporal task queues. */
public final class TaskQueues {
    /** Workflows and the control side's activities. */
    public static final String CONTROL = "control";

    private TaskQueues() {}

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
