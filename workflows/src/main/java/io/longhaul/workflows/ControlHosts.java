package io.longhaul.workflows;

import static java.util.stream.Collectors.toCollection;

import io.longhaul.workflows.port.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The hosts of the control workers, as Temporal knows them: the identity of a worker names its host. */
public final class ControlHosts {
    private static final String PREFIX = TaskQueues.CONTROL + "@";
    private static final int ANSWER_SECONDS = 5;

    private final WorkflowClient client;

    /** Those of that client's namespace. */
    public ControlHosts(WorkflowClient client) {
        this.client = client;
    }

    /** The identity of a control worker on that host. */
    public static String identity(String host) {
        return PREFIX + host;
    }

    /** The host that an identity names; empty when it is no control worker's, or one's of a build that named none. */
    public static Optional<String> named(String identity) {
        return identity.startsWith(PREFIX) ? Optional.of(identity.substring(PREFIX.length())) : Optional.empty();
    }

    /**
     * Those that poll the queue {@code control}. Temporal remembers a worker for five minutes after its last poll, so one that
     * has just died is among them.
     *
     * @throws io.grpc.StatusRuntimeException while Temporal does not answer
     */
    public Polling polling() {
        List<String> identities = client
                .getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.CONTROL))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                        .build())
                .getPollersList()
                .stream()
                .map(PollerInfo::getIdentity)
                .toList();
        return new Polling(
                identities.stream()
                        .flatMap(identity -> named(identity).stream())
                        .collect(toCollection(TreeSet::new)),
                identities.stream().anyMatch(identity -> named(identity).isEmpty()));
    }

    /**
     * Who polls.
     *
     * @param hosts the hosts of those that name theirs
     * @param nameless whether some do not: they are of an earlier build
     */
    public record Polling(SortedSet<String> hosts, boolean nameless) {
        /** Said of the nameless. */
        public static final String NAMELESS =
                "a control worker of an earlier build does not say what its host is, which may not have been asked";
    }
}
