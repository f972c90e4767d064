package io.longhaul.api.job;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.longhaul.api.http.Access;
import io.longhaul.api.http.Request;
import io.longhaul.api.http.Route;
import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.log.JobLogsWorkflow;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code /v1/jobs/ID/logs}, for operators: a short workflow asks the hosts, and this process reads its own. */
public final class JobLogReading {
    /** A host that is away is given up after 5 s, one that reads after 10 s. */
    private static final int ANSWER_SECONDS = 20;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "log-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final Jobs jobs;
    private final WorkflowClient client;
    private final JobLogReader own;

    /**
     * For those jobs.
     *
     * @param own the logs of this host
     */
    public JobLogReading(Jobs jobs, WorkflowClient client, JobLogReader own) {
        this.jobs = jobs;
        this.client = client;
        this.own = own;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.get("/v1/jobs/{id}/logs", Access.OPERATOR, Set.of(), this::read));
    }

    private void read(Request request) {
        String id = request.path("id");
        request.reply(200, collect(id, jobs.stored(request.caller(), id).node()));
    }

    private JobLogs collect(String jobId, String node) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                JobLogsWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(JobLogsWorkflow.TYPE + "-" + UUID.randomUUID())
                        .setTaskQueue(TaskQueues.CONTROL)
                        .setWorkflowExecutionTimeout(Duration.ofSeconds(ANSWER_SECONDS))
                        .setStaticSummary("logs of " + jobId)
                        .build());
        // The SDK repeats its questions until the context's deadline, and for ever without one.
        try (Context.CancellableContext deadline =
                Context.current().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS, TIMER)) {
            return deadline.call(() -> {
                JobPlaces places = JobPlaces.of(client, jobId, node);
                stub.start(jobId, node, places.places());
                JobLogs here = own.of(jobId);
                JobLogs there = stub.getResult(ANSWER_SECONDS, TimeUnit.SECONDS, JobLogs.class);
                return JobLogs.merged(List.of(here, there, places.unseen()));
            });
        } catch (TimeoutException | WorkflowServiceException | StatusRuntimeException e) {
            throw new LonghaulException(
                    Failure.of(
                            FailureCode.UNAVAILABLE,
                            "No control worker has collected the logs in time; they are on the hosts."),
                    null,
                    e);
        } catch (Exception e) {
            throw new LonghaulException(Failure.of(FailureCode.INTERNAL, "The logs were not read: " + e), null, e);
        }
    }
}
