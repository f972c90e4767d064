package io.longhaul.host.activity;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostConfig;
import io.longhaul.host.StallWatch;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureClass;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs the body of an activity: what it logs carries the job and the step, what it throws is the wire's failure. */
final class ActivityRun {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityRun.class);

    private ActivityRun() {}

    /**
     * Runs it.
     *
     * @param host what the node is told about its host
     * @param jobId the job
     * @param resource id of the VM or volume
     */
    static <T> T of(HostConfig host, String jobId, String resource, Function<Heartbeat, T> body) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        ActivityInfo info = context.getInfo();
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.put("job_id", jobId);
        MDC.put("step", info.getActivityType());
        MDC.put("attempt", Integer.toString(info.getAttempt()));
        MDC.put("node", host.node());
        MDC.put(resource.startsWith("vm_") ? "vm" : "volume", resource);
        try {
            LOG.info("begins");
            T answer = body.apply(new StallWatch(context::heartbeat, host.stall()));
            LOG.info("ends: {}", answer);
            return answer;
        } catch (ActivityCompletionException e) {
            // Cancelled, paused, or the worker ends: Temporal tells these apart by the very exception.
            LOG.info("is left: {}", e.getClass().getSimpleName());
            throw e;
        } catch (LonghaulException e) {
            LOG.warn("fails: {} {}", e.getMessage(), e.failure().facts(), e);
            throw wire(e.failure(), e);
        } catch (RuntimeException e) {
            LOG.error("fails for a reason of our own", e);
            throw wire(Failure.of(FailureCode.INTERNAL_ERROR, e.toString()), e);
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }

    private static ApplicationFailure wire(Failure failure, RuntimeException cause) {
        // A pre-emption is over when the workflow holds its lock again; until then a retry only fails again.
        boolean retryable =
                failure.code().failureClass() == FailureClass.TRANSIENT && failure.code() != FailureCode.PREEMPTED;
        return ApplicationFailure.newBuilder()
                .setType(failure.code().name())
                .setMessage(failure.message())
                .setDetails(failure)
                .setNonRetryable(!retryable)
                .setCause(cause instanceof LonghaulException && cause.getCause() == null ? null : cause)
                .build();
    }
}
