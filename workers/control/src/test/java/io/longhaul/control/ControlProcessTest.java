package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.junit.jupiter.api.Test;

final class ControlProcessTest extends RunningControl {
    /** No relay is there that would have made the topics. */
    @Test
    void auditsByItselfAndSaysWhatItCouldNotLookAt() {
        await().atMost(PATIENCE).until(() -> unseen("versions-are-published") == 1);
        assertThat(unseen("holds-have-jobs")).isZero();
    }

    private static double unseen(String invariant) {
        return metrics.get("longhaul.audit.unseen")
                .tag("invariant", invariant)
                .gauge()
                .value();
    }

    @Test
    void startsAnAcceptedJobWithinASecond() {
        String job = accept("at-once");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
    }

    @Test
    void startsAJobLaterWhenTemporalWasAway() {
        temporal().process().freeze();
        String job;
        try {
            job = accept("later");
            assertThat(state(job)).isEqualTo("ACCEPTED");
        } finally {
            temporal().process().thaw();
        }
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
    }

    @Test
    void showsParkedJobsAndQueuesThatNobodyPolls() {
        String job = accept("shown");
        await().atMost(PATIENCE).until(() -> state(job).equals("RUNNING"));
        client.client().newUntypedWorkflowStub(job).terminate("by the test");

        await().atMost(PATIENCE).until(() -> value("longhaul.jobs.parked", "code", "RUN_LOST") >= 1);
        assertThat(value("longhaul.jobs.open", "operation", "clone-vm", "state", "RUNNING"))
                .isZero();
        assertThat(value("longhaul.jobs.parked.oldest.seconds")).isPositive();
        assertThat(value("longhaul.node.live", "node", "node-1")).isEqualTo(1);
        assertThat(value("longhaul.alerts.raised", "code", "RUN_LOST")).isPositive();
        assertThat(value("longhaul.control.leader")).isEqualTo(1);
        assertThat(value("longhaul.workflows.failing")).isZero();
        await().atMost(PATIENCE).until(() -> value("longhaul.queue.pollers", "queue", "control") >= 1);
        await().atMost(PATIENCE).until(() -> value("longhaul.queue.pollers", "queue", "node.node-1.work") == 0);
    }

    @Test
    void countsWorkflowsWhoseTasksFail() {
        WorkerFactory factory = WorkerFactory.newInstance(client.client());
        factory.newWorker("broken").registerWorkflowImplementationTypes(BrokenImpl.class);
        factory.start();
        WorkflowStub broken = WorkflowStub.fromTyped(client.client()
                .newWorkflowStub(
                        Broken.class,
                        WorkflowOptions.newBuilder().setTaskQueue("broken").build()));
        broken.start();
        try {
            await().atMost(PATIENCE.multipliedBy(3)).until(() -> value("longhaul.workflows.failing") == 1);
        } finally {
            broken.terminate("by the test");
            factory.shutdownNow();
        }
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> value("longhaul.workflows.failing") == 0);
    }

    /** A workflow with a bug. */
    @WorkflowInterface
    public interface Broken {
        @WorkflowMethod
        void run();
    }

    /** Its bug. */
    public static final class BrokenImpl implements Broken {
        @Override
        public void run() {
            throw new IllegalStateException("a bug");
        }
    }

    /** Not a number while it is not measured. */
    private static double value(String name, String... tags) {
        Gauge gauge = metrics.find(name).tags(tags).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }
}
