package io.longhaul.api.job;

import io.longhaul.api.http.EventStream;
import io.longhaul.api.http.Request;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams of jobs' changes. Each has a thread for as long as it lives; what it costs is a small read twice a second. */
public final class JobStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobStreams.class);
    private static final int MOST = 128;
    private static final long LOOK_MILLIS = 500;
    private static final long LEAST_PAUSE_MILLIS = 250;
    private static final long RETRY_MILLIS = 1_000;
    private static final long RETRY_AFTER_END_MILLIS = 3_000;
    private static final long ALIVE_NANOS = Duration.ofSeconds(10).toNanos();
    /** A token may be revoked; who comes again is asked for it again. */
    private static final long LONGEST_NANOS = Duration.ofMinutes(30).toNanos();

    private final JobNotices notices;
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean closing;

    /** No streams yet. */
    public JobStreams(JobNotices notices, MeterRegistry metrics) {
        this.notices = notices;
        Gauge.builder("longhaul.api.streams", () -> MOST - free.availablePermits())
                .description("Open event streams")
                .register(metrics);
    }

    /**
     * Streams a job until it has ended, the client has gone or the process ends.
     *
     * @param job reads the job with its live part, as the caller may see it
     */
    void stream(Request request, String jobId, Supplier<JobView> job) throws InterruptedException {
        Position seen = Position.of(request.context().header("Last-Event-ID"));
        JobView first = job.get();
        if (first.state().terminal() && seen.version() == first.version()) {
            request.context().status(204);
            return;
        }
        if (closing || !free.tryAcquire()) {
            throw LonghaulException.of(FailureCode.UNAVAILABLE, "No further event stream can be opened now.");
        }
        try (JobNotices.Watch watch = notices.watch(jobId)) {
            follow(EventStream.begin(request.context(), RETRY_MILLIS), watch, seen, first, job);
        } catch (UncheckedIOException e) {
            log.debug("the client of a stream went away", e);
        } finally {
            free.release();
        }
    }

    private void follow(EventStream stream, JobNotices.Watch watch, Position seen, JobView first, Supplier<JobView> job)
            throws InterruptedException {
        long began = System.nanoTime();
        long alive = began;
        Position position = seen;
        JobView now = first;
        JobView sent = null;
        while (!closing && System.nanoTime() - began < LONGEST_NANOS) {
            if (sent == null || !LiveJobs.timeless(now).equals(LiveJobs.timeless(sent))) {
                position = position.next(now.version());
                stream.send("job", position.toString(), now);
                sent = now;
                alive = System.nanoTime();
            } else if (System.nanoTime() - alive > ALIVE_NANOS) {
                stream.keepAlive();
                alive = System.nanoTime();
            }
            if (now.state().terminal()) {
                return;
            }
            Thread.sleep(LEAST_PAUSE_MILLIS);
            watch.await(LOOK_MILLIS - LEAST_PAUSE_MILLIS);
            now = read(job, sent);
        }
        stream.retry(RETRY_AFTER_END_MILLIS);
    }

    /** A database that is away for a moment does not break the stream: nothing has changed as far as we know. */
    private static JobView read(Supplier<JobView> job, JobView sent) {
        try {
            return job.get();
        } catch (RuntimeException e) {
            log.warn("the job {} cannot be read now: {}", sent.id(), e.toString());
            return sent;
        }
    }

    /** Ends all streams; their clients are told to come again. */
    @Override
    public void close() {
        closing = true;
        notices.wakeAll();
    }
}
