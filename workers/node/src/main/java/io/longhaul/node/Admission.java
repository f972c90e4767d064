package io.longhaul.node;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.host.HostParts;
import io.longhaul.host.audit.Census;
import io.longhaul.runtime.temporal.TemporalWorkers;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.admission.AdmitNodeWorkflow;
import io.longhaul.workflows.port.NodeAdmission;
import io.longhaul.workflows.port.NodeCensus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node takes steps: not while the workflow of its admission is open. Asked before the start, and, for a worker
 * that was only frozen when its host was confirmed off, from the first call of that workflow on.
 */
final class Admission implements NodeAdmission, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final int ASK_SECONDS = 3;
    private static final int AGAIN_MILLIS = 500;

    private final String node;
    private final WorkflowClient temporal;
    private final HostParts host;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "admission");
        created.setDaemon(true);
        return created;
    });
    private final ScheduledFuture<?> looks;
    private volatile List<TemporalWorkers> guarded = List.of();
    private volatile String refused;

    Admission(String node, WorkflowClient temporal, HostParts host) {
        this.node = node;
        this.temporal = temporal;
        this.host = host;
        this.looks = thread.scheduleWithFixedDelay(this::look, AGAIN_MILLIS, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The workers that take steps. */
    void guards(List<TemporalWorkers> workers) {
        guarded = List.copyOf(workers);
    }

    /** Why no steps are taken, as was said last; empty: they are. */
    Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    /** Why no steps are to be taken now; asks Temporal. Without a reason the epoch of the last admission is in force. */
    Optional<String> problem() {
        try {
            WorkflowExecutionStatus status = temporal.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS)
                    .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(temporal.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(AdmitNodeWorkflow.id(node)))
                            .build())
                    .getWorkflowExecutionInfo()
                    .getStatus();
            boolean open = status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                    || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED;
            if (open) {
                return Optional.of(refuse());
            }
            if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
                remember();
            }
            return Optional.empty();
        } catch (TimeoutException | WorkflowException | LonghaulException e) {
            log.warn("the epoch of the last admission cannot be taken; it is tried again", e);
            return Optional.of("the epoch of the last admission cannot be taken: " + e.getMessage());
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode() == Status.Code.NOT_FOUND
                    ? Optional.empty()
                    : Optional.of("Temporal does not answer: " + e.getStatus().getCode());
        }
    }

    /** A host whose state directory was lost knows its epoch again. An earlier build's workflow gave none. */
    private void remember() throws TimeoutException {
        Long epoch = temporal.newUntypedWorkflowStub(AdmitNodeWorkflow.id(node))
                .getResult(ASK_SECONDS, TimeUnit.SECONDS, Long.class);
        if (epoch != null) {
            host.fence().raise(epoch);
        }
    }

    @Override
    public NodeCensus reconcile(long epoch) {
        refuse();
        guarded.forEach(TemporalWorkers::suspend);
        host.fence().raise(epoch);
        return new Census(host).guests();
    }

    private String refuse() {
        String why = "this host was confirmed off and is not admitted again; see 'longhaul node show " + node + "'";
        if (refused == null) {
            log.warn("takes no steps: {}", why);
        }
        refused = why;
        return why;
    }

    /** Ends what {@link #reconcile} has begun; workers that were not started yet look themselves. */
    private void look() {
        try {
            if (refused != null && problem().isEmpty()) {
                refused = null;
                guarded.forEach(TemporalWorkers::resume);
                log.info("takes steps: this host is admitted");
            }
        } catch (RuntimeException e) {
            log.warn("the admission cannot be looked at; it is tried again", e);
        }
    }

    @Override
    public void close() {
        looks.cancel(true);
        thread.shutdownNow();
    }
}
