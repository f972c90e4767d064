package io.longhaul.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Connection;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.stack.Stack;
import io.longhaul.stack.StackTokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Submits jobs for the stack's tenant, and waits for their end. */
final class Jobs {
    /** Rare enough to cost nothing; the measured end is the job's own, not the moment that it is seen. */
    private static final long POLL_MILLIS = 100;

    private static final long NODE_MILLIS = 60_000;

    private final ApiClient api;

    Jobs(Stack stack) {
        this.api = new ApiClient(new Connection(
                URI.create(stack.part("api").address().orElseThrow()),
                Connection.readToken(stack.tokens().operator()),
                StackTokens.TENANT));
    }

    /** Waits until the node has reported itself; throws IllegalStateException when it does not within a minute. */
    void awaitNode() {
        for (long waited = 0; waited < NODE_MILLIS; waited += POLL_MILLIS) {
            JsonNode nodes = api.get("/v1/nodes").tree().path("items");
            if (nodes.size() > 0 && nodes.get(0).path("live").asBoolean()) {
                return;
            }
            pause();
        }
        throw new IllegalStateException("the node does not report itself; see ./longhaul logs node");
    }

    ApiClient api() {
        return api;
    }

    /**
     * A job that has succeeded.
     *
     * @param seconds from just before its submission to its end
     */
    record Done(JobAccepted accepted, double seconds) {
        String vm() {
            return accepted.creates().get("vm");
        }

        String volume(int index) {
            return accepted.creates().get("volume." + index);
        }
    }

    /** Submits it and waits; throws IllegalStateException when it does not succeed. */
    Done succeed(JobRequest request) {
        Instant start = Instant.now();
        JobAccepted accepted = submit(request);
        JobView view = awaitEnd(accepted.jobId());
        if (view.state() != JobState.SUCCEEDED) {
            throw new IllegalStateException("the job did not succeed: " + Json.write(view));
        }
        return new Done(accepted, Duration.between(start, view.endedAt()).toNanos() / 1e9);
    }

    JobAccepted submit(JobRequest request) {
        return api.submit(Json.write(request), UUID.randomUUID().toString()).as(JobAccepted.class);
    }

    /** Waits for the end; throws IllegalStateException when it needs a person. */
    JobView awaitEnd(String job) {
        while (true) {
            JobView view = api.get("/v1/jobs/" + job).as(JobView.class);
            if (view.state() == JobState.NEEDS_ATTENTION) {
                throw new IllegalStateException("the job is parked: " + Json.write(view));
            }
            if (view.state().terminal()) {
                return view;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
