package io.longhaul.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.api.http.Access;
import io.longhaul.api.http.Paging;
import io.longhaul.api.http.Request;
import io.longhaul.api.http.Route;
import io.longhaul.api.json.RequestSchema;
import io.longhaul.inventory.job.Acceptance;
import io.longhaul.inventory.job.JobQueries;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code /v1/jobs} and what is below it. */
public final class JobRoutes {
    /** Visible ASCII, so that a key is the same in every log and client. */
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private static final RequestSchema REASON = RequestSchema.of("reason.request.schema.json");
    private static final RequestSchema DECISION = RequestSchema.of("decision.request.schema.json");

    private final Jobs jobs;
    private final JobStreams streams;
    private final JobRequests requests = new JobRequests();

    public JobRoutes(Jobs jobs, JobStreams streams) {
        this.jobs = jobs;
        this.streams = streams;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/jobs", Access.CALLER, this::submit),
                Route.get(
                        "/v1/jobs",
                        Access.CALLER,
                        Paging.with("state", "operation", "vm", "volume", "parent", "code", "node"),
                        this::list),
                Route.get("/v1/jobs/{id}", Access.CALLER, Set.of(), this::show),
                Route.get("/v1/jobs/{id}/events", Access.CALLER, Set.of(), this::watch),
                Route.post("/v1/jobs/{id}/cancel", Access.CALLER, this::cancel),
                Route.post("/v1/jobs/{id}/retry", Access.OPERATOR, request -> decide(request, DecisionKind.RETRY)),
                Route.post("/v1/jobs/{id}/skip", Access.OPERATOR, request -> decide(request, DecisionKind.SKIP)),
                Route.post("/v1/jobs/{id}/abort", Access.OPERATOR, request -> decide(request, DecisionKind.ABORT)));
    }

    private void submit(Request request) {
        request.actingTenant();
        String key = key(request.context().header("Idempotency-Key"));
        JsonNode body = request.body();
        Acceptance submitted = jobs.submit(request.caller(), key, requests.read(body), body);
        JobAccepted accepted = submitted.accepted();
        if (submitted.replayed()) {
            request.context().header("Idempotent-Replayed", "true");
        }
        request.context().header("Location", "/v1/jobs/" + accepted.jobId());
        request.reply(202, accepted);
    }

    private void list(Request request) {
        JobQueries.Filter filter = new JobQueries.Filter(
                request.parameter("state", JobState::valueOf),
                request.parameter("operation", Operation::of),
                request.parameter("vm"),
                request.parameter("volume"),
                request.parameter("parent"),
                request.parameter("code", FailureCode::valueOf),
                request.parameter("node"));
        request.reply(200, jobs.list(request.caller(), filter, Paging.of(request)));
    }

    private void show(Request request) {
        request.reply(200, jobs.show(request.caller(), request.path("id")));
    }

    private void watch(Request request) throws InterruptedException {
        String id = request.path("id");
        streams.stream(request, id, () -> jobs.show(request.caller(), id));
    }

    private void cancel(Request request) {
        String reason = request.optionalBody(REASON).path("reason").asText(null);
        reply(request, jobs.cancel(request.caller(), request.path("id"), reason));
    }

    private void decide(Request request, DecisionKind kind) {
        JsonNode body = request.body(DECISION);
        Map<String, String> parameters = new TreeMap<>();
        body.path("parameters")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().textValue()));
        DecisionRequest decision = new DecisionRequest(
                body.get("parking").intValue(), body.get("reason").textValue(), parameters);
        reply(request, jobs.decide(request.caller(), request.path("id"), kind, decision));
    }

    private static void reply(Request request, JobView job) {
        request.reply(202, job);
    }

    private static String key(String header) {
        if (header == null) {
            throw LonghaulException.of(
                    FailureCode.FIELD_MISSING,
                    "A submission needs the header Idempotency-Key: a text of your choice, new for each job that you want.");
        }
        if (!KEY.matcher(header).matches()) {
            throw LonghaulException.of(
                    FailureCode.FIELD_INVALID, "The header Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        return header;
    }
}
