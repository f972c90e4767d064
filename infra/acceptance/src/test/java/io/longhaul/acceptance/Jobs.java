package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Json;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Progress;
import io.longhaul.schemas.job.StepState;
import io.longhaul.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Jobs that were accepted, as the portal and operations staff follow and decide them. */
final class Jobs {
    /** Generous: it only ends a test that hangs. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration POLL = Duration.ofMillis(200);

    private final ApiClient api;
    private final ApiClient operator;
    private final Stack stack;

    Jobs(ApiClient api, ApiClient operator, Stack stack) {
        this.api = api;
        this.operator = operator;
        this.stack = stack;
    }

    JobView job(String id) {
        return operator.get("/v1/jobs/" + id).as(JobView.class);
    }

    List<String> childrenOf(String job) {
        List<String> children = new ArrayList<>();
        api.get("/v1/jobs?limit=500&parent=" + job)
                .tree()
                .path("items")
                .forEach(child -> children.add(child.path("id").asText()));
        return children;
    }

    void cancel(String job) {
        api.post("/v1/jobs/" + job + "/cancel", "{\"reason\": \"a test\"}");
    }

    /** The code of the refusal, or null when the decision was accepted. */
    String decide(JobView parked, String decision, int parking) {
        try {
            String body = Json.write(Map.of("parking", parking, "reason", "a test"));
            operator.post("/v1/jobs/" + parked.id() + "/" + decision, body);
            return null;
        } catch (RefusedException e) {
            return e.problem().path("code").asText();
        }
    }

    void retry(JobView parked) {
        assertThat(decide(parked, "retry", parked.parking().number())).isNull();
    }

    void awaitState(String job, JobState state) {
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() ->
                        assertThat(job(job).state()).as(() -> describe(job)).isEqualTo(state));
    }

    /** Waits until the step runs; a step that is over already counts. */
    void awaitStep(String job, String step) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(job).steps().stream()
                        .anyMatch(view -> view.name().equals(step) && view.state() != StepState.PENDING));
    }

    /** Waits until a running step is in its middle: some of its bytes are done, and not all. */
    void awaitProgress(String job) {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> partlyDone(job));
    }

    /** Whether a running step shows bytes done and bytes to do. */
    boolean partlyDone(String job) {
        return job(job).steps().stream()
                .map(StepView::progress)
                .filter(Objects::nonNull)
                .anyMatch(Jobs::partly);
    }

    /** Waits until a later attempt of a running step has found how far the work is. */
    void awaitLaterAttempt(String job) {
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .until(() -> job(job).steps().stream()
                        .anyMatch(step -> step.attempt() != null
                                && step.attempt() > 1
                                && step.progress() != null
                                && partly(step.progress())));
    }

    /** The step's state in the inventory; {@code PENDING} when nothing was recorded of it. */
    StepState stateOf(String job, String step) {
        return job(job).steps().stream()
                .filter(view -> view.name().equals(step))
                .map(StepView::state)
                .findFirst()
                .orElse(StepState.PENDING);
    }

    JobView awaitEnd(String job) {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> {
            JobState state = job(job).state();
            assertThat(state).as(() -> describe(job)).isNotEqualTo(JobState.NEEDS_ATTENTION);
            return state.terminal();
        });
        return job(job);
    }

    /** The job ends in this state, once. */
    void endsAs(String job, JobState state) {
        assertThat(awaitEnd(job).state()).as(() -> describe(job)).isEqualTo(state);
        Invariants.oneTerminalEvent(stack.kafka(), job);
    }

    void succeeds(String job) {
        endsAs(job, JobState.SUCCEEDED);
    }

    private static boolean partly(Progress progress) {
        return progress.bytesDone() > 0 && progress.bytesDone() < progress.bytesTotal();
    }

    private String describe(String job) {
        return Json.write(operator.get("/v1/jobs/" + job).tree());
    }
}
