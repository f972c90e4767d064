package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.FailureClass;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.port.JobLedger;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** Every timeout and retry bound of the workflows, with its reason. */
final class Limits {
    /** A short call is libvirt, one small file or one metadata operation; more than this is a call that hangs. */
    static final Duration CONTROL_CALL = Duration.ofSeconds(60);
    /** A node worker is away for less than this during a restart or an upgrade; longer means that the node is gone. */
    static final Duration CONTROL_START = Duration.ofSeconds(150);
    /** With the intervals below about fifteen seconds of trying, enough for a libvirtd that restarts. */
    static final int CONTROL_ATTEMPTS = 5;
    /** A stop is answered within a second or the reason is shown; whoever waits for a cancel waits at most this long. */
    static final Duration STOP = Duration.ofSeconds(20);
    /** A killed worker is noticed after this; node workers heartbeat every few seconds. */
    static final Duration WORK_HEARTBEAT = Duration.ofSeconds(15);
    /** After waiting this long for a slot the node is asked whether it lives: its slots may all be busy, or it may be gone. */
    static final Duration WORK_START = Duration.ofMinutes(4);
    /** Failures and lost workers of one round; a round of lost workers alone is followed by another. */
    static final int WORK_ATTEMPTS = 6;
    /** How long a living node may take to answer that it lives. */
    static final Duration PING = Duration.ofSeconds(60);
    /** The longest work of a kind without a bound of its own: a flatten or an import of the largest disk at a low rate. */
    static final Duration WORK_TOTAL = Duration.ofDays(7);
    /** One transaction; PostgreSQL answers in milliseconds or it is away. */
    static final Duration LEDGER_CALL = Duration.ofSeconds(10);

    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LAST_INTERVAL = Duration.ofSeconds(15);

    private Limits() {}

    static ActivityOptions control(String node, String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.nodeControl(node))
                .setScheduleToStartTimeout(CONTROL_START)
                .setStartToCloseTimeout(CONTROL_CALL)
                .setRetryOptions(retries(CONTROL_ATTEMPTS))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setSummary(summary)
                .build();
    }

    static ActivityOptions stop(String node, String summary) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.nodeControl(node))
                .setScheduleToCloseTimeout(STOP)
                .setRetryOptions(retries(CONTROL_ATTEMPTS))
                .setSummary(summary)
                .build();
    }

    static ActivityOptions ping(String node) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.nodeControl(node))
                .setScheduleToCloseTimeout(PING)
                .setRetryOptions(retries(1))
                .setSummary("Ask whether " + node + " lives")
                .build();
    }

    /** Of a long call, on either of a node's two queues for them. */
    static ActivityOptions work(String queue, String summary, Duration total) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setScheduleToStartTimeout(WORK_START)
                .setStartToCloseTimeout(total)
                .setHeartbeatTimeout(WORK_HEARTBEAT)
                .setRetryOptions(retries(WORK_ATTEMPTS))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setSummary(summary)
                .build();
    }

    /** The ledger's calls repeat for ever: without PostgreSQL nothing may be decided, and nothing is lost by waiting. */
    static LocalActivityOptions ledger(boolean refusable, String summary) {
        RetryOptions.Builder retries = RetryOptions.newBuilder()
                // The SDK (1.38) takes a local activity without a number and without a total time as not to be retried.
                .setMaximumAttempts(Integer.MAX_VALUE)
                .setInitialInterval(Duration.ofMillis(100))
                .setBackoffCoefficient(2)
                .setMaximumInterval(LAST_INTERVAL)
                .setDoNotRetry(
                        refusable
                                ? Stream.concat(Stream.of(JobLedger.SUPERSEDED), Stream.of(doNotRetry()))
                                        .toArray(String[]::new)
                                : new String[] {JobLedger.SUPERSEDED});
        return LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(LEDGER_CALL)
                // Longer pauses become timers: a workflow task must not be kept open for them.
                .setLocalRetryThreshold(Duration.ofSeconds(2))
                .setRetryOptions(retries.build())
                .setSummary(summary)
                .build();
    }

    private static RetryOptions retries(int attempts) {
        return RetryOptions.newBuilder()
                .setInitialInterval(FIRST_INTERVAL)
                .setBackoffCoefficient(2)
                .setMaximumInterval(LAST_INTERVAL)
                .setMaximumAttempts(attempts)
                .setDoNotRetry(doNotRetry())
                .build();
    }

    /** Only what infrastructure caused is worth another attempt; a lost lock comes back by waiting, not by trying. */
    static String[] doNotRetry() {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.failureClass() != FailureClass.TRANSIENT || code == FailureCode.PREEMPTED)
                .map(FailureCode::name)
                .toArray(String[]::new);
    }
}
