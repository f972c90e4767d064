package io.longhaul.workflows.log;

import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.Unasked;
import io.longhaul.workflows.port.LogReads;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks all at once, and each once: a person waits. Who does not answer is named in the answer. */
public class JobLogsWorkflowImpl implements JobLogsWorkflow {
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    @Override
    public JobLogs collect(String jobId, String node, LogPlaces given) {
        LogPlaces places = given != null ? given : new LogPlaces(List.of(), node == null ? List.of() : List.of(node));
        Map<String, Promise<JobLogs>> asked = new LinkedHashMap<>();
        if (places.controlHosts().isEmpty()) {
            asked.put("the control worker", ask(TaskQueues.CONTROL, jobId));
        }
        places.controlHosts()
                .forEach(host -> asked.put("the control worker on " + host, ask(TaskQueues.controlHost(host), jobId)));
        places.nodes().forEach(name -> asked.put("the node " + name, ask(TaskQueues.nodeControl(name), jobId)));
        List<JobLogs> parts = asked.entrySet().stream()
                .map(part -> answer(part.getKey(), part.getValue()))
                .toList();
        return JobLogs.merged(parts);
    }

    private static Promise<JobLogs> ask(String queue, String jobId) {
        LogReads reads = Workflow.newActivityStub(
                LogReads.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(queue)
                        .setScheduleToStartTimeout(TAKEN_WITHIN)
                        .setStartToCloseTimeout(ANSWER)
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .setSummary("Read the logs of " + jobId + " on " + queue)
                        .build());
        return Async.function(reads::of, jobId);
    }

    private static JobLogs answer(String who, Promise<JobLogs> part) {
        try {
            return part.get();
        } catch (ActivityFailure e) {
            return JobLogs.unseen(Unasked.words(who, e));
        }
    }
}
