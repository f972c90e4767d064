package io.longhaul.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.http.Answer;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import java.util.ArrayList;
import java.util.List;

/** Finds parked jobs. All are read before anything is decided, so that a job that fails again is not met twice. */
final class ParkedJobs {
    private static final int PAGE = 500;

    private final ApiClient api;

    ParkedJobs(ApiClient api) {
        this.api = api;
    }

    /**
     * A job as it was found.
     *
     * @param parking number of its parking; null: it is not parked
     * @param retryable whether this parking allows a retry
     * @param code why it is parked, as the API said it; empty when it is not
     */
    record Parked(
            String job, String summary, String node, Integer parking, String step, String code, boolean retryable) {
        private static Parked of(JsonNode view) {
            JsonNode parking = view.path("parking");
            return new Parked(
                    view.path("id").asText(),
                    view.path("summary").asText(""),
                    view.path("node").asText(""),
                    parking.isObject() ? parking.path("number").asInt() : null,
                    parking.path("step").asText(""),
                    parking.path("failure").path("code").asText(""),
                    parking.path("actions").has(DecisionKind.RETRY.name()));
        }
    }

    /** Jobs with that code and on that node, oldest first; each is null for any. */
    List<Parked> like(FailureCode code, String node) {
        List<Parked> found = new ArrayList<>();
        String path = "/v1/jobs?state=NEEDS_ATTENTION&limit=" + PAGE
                + (code == null ? "" : "&code=" + code.name())
                + (node == null ? "" : "&node=" + ClientCommand.segment(node));
        String cursor = null;
        do {
            JsonNode page = api.get(cursor == null ? path : path + "&cursor=" + ClientCommand.segment(cursor))
                    .tree();
            page.path("items").forEach(item -> found.add(0, Parked.of(item)));
            cursor = page.path("next").asText(null);
        } while (cursor != null);
        return found;
    }

    /** Those jobs, in that order. */
    List<Parked> named(List<String> jobs) {
        return jobs.stream()
                .distinct()
                .map(job -> api.get("/v1/jobs/" + ClientCommand.segment(job)))
                .map(Answer::tree)
                .map(Parked::of)
                .toList();
    }
}
