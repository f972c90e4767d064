package io.longhaul.control;

import com.google.protobuf.util.Timestamps;
import io.longhaul.inventory.fleet.Fleet;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.workflows.port.TaskQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What Temporal knows and no process says of itself: workflows whose tasks fail again and again, which is a bug in the
 * workflows' code, and queues that nobody polls.
 */
final class TemporalGauges {
    /** Set by the server on a run when five of its workflow tasks in a row have failed, and taken away when one succeeds. */
    private static final String FAILING = "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'";

    private static final int ASK_SECONDS = 5;
    /** A poll lasts up to a minute, and the server says when it began. */
    private static final Duration POLLED = Duration.ofSeconds(90);

    private final WorkflowClient client;
    private final Supplier<Fleet> fleet;
    private final Measured measured;
    private final Measure failing;
    private final MultiGauge pollers;

    TemporalGauges(WorkflowClient client, Supplier<Fleet> fleet, MeterRegistry metrics) {
        this.client = client;
        this.fleet = fleet;
        this.measured = new Measured(metrics, "temporal");
        this.failing = new Measure(
                metrics, "longhaul.workflows.failing", "Running workflows whose tasks fail (TemporalReportedProblems)");
        this.pollers = MultiGauge.builder("longhaul.queue.pollers")
                .description("Workers that poll a task queue; of nodes, those of active ones")
                .register(metrics);
    }

    /** Measures once. */
    void round() {
        try {
            failing.set((double) countFailing());
            List<Row<?>> rows = new ArrayList<>();
            rows.add(row(TaskQueues.CONTROL, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW));
            for (Fleet.Node node : fleet.get().nodes()) {
                if (node.state() == NodeState.ACTIVE) {
                    for (String queue : List.of(
                            TaskQueues.nodeControl(node.name()),
                            TaskQueues.nodeWait(node.name()),
                            TaskQueues.nodeWork(node.name()))) {
                        rows.add(row(queue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY));
                    }
                }
            }
            pollers.register(rows, true);
            measured.now();
        } catch (RuntimeException e) {
            failing.unknown();
            pollers.register(List.of(), true);
            throw e;
        }
    }

    private long countFailing() {
        return stub().countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setQuery(FAILING)
                        .build())
                .getCount();
    }

    private Row<Number> row(String queue, TaskQueueType type) {
        long since = System.currentTimeMillis() - POLLED.toMillis();
        long polling = stub()
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                        .setTaskQueueType(type)
                        .build())
                .getPollersList()
                .stream()
                .filter(poller -> Timestamps.toMillis(poller.getLastAccessTime()) >= since)
                .count();
        return Row.of(Tags.of("queue", queue), polling);
    }

    private WorkflowServiceBlockingStub stub() {
        return client.getWorkflowServiceStubs().blockingStub().withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS);
    }
}
