package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.NodeWait;
import io.longhaul.workflows.port.NodeWork;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A node as a workflow calls it. Every call has a summary, which the timeline of the Temporal UI shows.
 *
 * @param name the node's name
 */
public record Node(String name) {
    /** Short calls. */
    public NodeControl control(String summary) {
        return Workflow.newActivityStub(NodeControl.class, Limits.control(name, Summary.of(summary)));
    }

    /** Short calls that stop outside work, bounded more tightly. */
    public NodeControl stopping(String summary) {
        return Workflow.newActivityStub(NodeControl.class, Limits.stop(name, Summary.of(summary)));
    }

    /** A long call. */
    public <T> T work(String summary, Function<NodeWork, T> call) {
        return untilTaken(NodeWork.class, TaskQueues.nodeWork(name), summary, Limits.WORK_TOTAL, call);
    }

    /**
     * A wait for a guest.
     *
     * @param longest the longest that one attempt may take
     */
    public <T> T waiting(String summary, Duration longest, Function<NodeWait, T> call) {
        return untilTaken(NodeWait.class, TaskQueues.nodeWait(name), summary, longest, call);
    }

    /**
     * When nobody takes it for some minutes, or its worker is lost again and again, the node is asked whether
     * it lives: one that does is busy, and the call is made again and joins what is under way. Lost through two rounds on a
     * node that lives, it hangs where no heartbeat comes from, for instance in a storage: a person is to look.
     */
    private <A, T> T untilTaken(Class<A> calls, String queue, String summary, Duration total, Function<A, T> call) {
        long latest =
                Workflow.currentTimeMillis() + total.plus(Limits.WORK_TOTAL).toMillis();
        A stub = Workflow.newActivityStub(calls, Limits.work(queue, Summary.of(summary), total));
        int lost = 0;
        while (true) {
            try {
                return call.apply(stub);
            } catch (ActivityFailure e) {
                lost = Failures.workerLost(e) ? lost + 1 : 0;
                boolean again = Failures.notTaken(e) || lost > 0;
                if (!again || Workflow.currentTimeMillis() > latest || (lost > 1 && parksLost())) {
                    throw e;
                }
                requireAlive(e);
            }
        }
    }

    /** Runs that an earlier build has brought so far go on with further rounds. */
    private static boolean parksLost() {
        return Workflow.getVersion("lost-twice", Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION;
    }

    /** Whatever becomes of the question, without an answer in time the node is not reached, and nobody knows of the work. */
    private void requireAlive(ActivityFailure lost) {
        try {
            Workflow.newActivityStub(NodeControl.class, Limits.ping(name)).ping();
        } catch (ActivityFailure e) {
            throw Failures.timedOut(e) ? unreachable(lost) : e;
        }
    }

    private static ApplicationFailure unreachable(ActivityFailure lost) {
        Map<String, String> facts = new TreeMap<>(Failures.of(lost).facts());
        facts.put("ping", "no answer within " + Limits.PING.toSeconds() + " s");
        Failure failure = new Failure(
                FailureCode.NODE_UNREACHABLE,
                Failures.of(lost).message() + " It did not answer whether it lives, either.",
                facts);
        return ApplicationFailure.newNonRetryableFailureWithCause(
                failure.message(), failure.code().name(), lost.getCause(), failure);
    }
}
