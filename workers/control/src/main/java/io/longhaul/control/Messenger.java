package io.longhaul.control;

import io.grpc.Context;
import io.longhaul.inventory.job.JobService;
import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.schemas.job.CancelRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells running workflows what the inventory knows: a cancel that was asked for, a lock that may be free. */
public final class Messenger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Messenger.class);
    private static final int THREADS = 4;
    /** A worker answers within milliseconds; a cancel that is not answered is sent again in the next round. */
    private static final int ANSWER_SECONDS = 5;

    private final Reconciliation jobs;
    private final JobService service;
    private final WorkflowClient client;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "messenger");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "messenger-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** A messenger to the workflows of that client. */
    public Messenger(Reconciliation jobs, JobService service, WorkflowClient client) {
        this.jobs = jobs;
        this.service = service;
        this.client = client;
    }

    /** The job waits for something that may have come. Returns at once. */
    public void wake(String jobId) {
        once("wake " + jobId, () -> client.newUntypedWorkflowStub(jobId).signal("wake"));
    }

    /** Delivers all cancels that wait. Does not wait for the answers. */
    public void round() {
        jobs.cancelRequestedNotDelivered()
                .forEach(pending -> once("cancel " + pending.jobId(), () -> deliver(pending)));
    }

    private void deliver(Reconciliation.UndeliveredCancel pending) {
        CancelRequest cancel = pending.cancel();
        // The API sends it under the same id: however often it is sent, it is one update.
        UpdateOptions<String> options = UpdateOptions.newBuilder(String.class)
                .setUpdateName("cancel")
                .setUpdateId("cancel")
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
        WorkflowStub workflow = client.newUntypedWorkflowStub(pending.jobId());
        // The SDK repeats its questions until the context's deadline, and for ever without one.
        try (Context.CancellableContext deadline =
                Context.current().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS, deadlines)) {
            deadline.run(() -> {
                String answer = workflow.startUpdate(options, cancel).getResult();
                log.info("the cancel of {} was delivered: {}", pending.jobId(), answer);
            });
        } catch (WorkflowUpdateException e) {
            log.info("{} refuses its cancel: {}", pending.jobId(), String.valueOf(e.getCause()));
            service.cancelRefused(pending.jobId());
        }
    }

    private void once(String what, Runnable delivery) {
        if (!underWay.add(what)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    delivery.run();
                } catch (WorkflowNotFoundException e) {
                    log.debug("{}: there is no run", what);
                } catch (RuntimeException e) {
                    log.warn("{} cannot be delivered: {}", what, e.toString());
                } finally {
                    underWay.remove(what);
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.remove(what);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        deadlines.shutdownNow();
    }
}
