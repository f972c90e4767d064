package io.longhaul.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.api.json.BodyHash;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.job.Acceptance;
import io.longhaul.inventory.job.JobQueries;
import io.longhaul.inventory.job.JobService;
import io.longhaul.inventory.job.JobServiceConfig;
import io.longhaul.inventory.page.PageRequest;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobRequest;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers do with jobs: the inventory has the word, Temporal hears of it and knows what happens now. */
public final class Jobs {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private final JobService service;
    private final JobQueries queries;
    private final BodyHash hash;
    private final LiveJobs live;
    private final JobUpdates updates;

    /**
     * Jobs of an inventory and of the workflows that do them.
     *
     * @param sealKey the deployment's key, 32 bytes
     */
    public static Jobs of(Database database, WorkflowClient temporal, byte[] sealKey) {
        return new Jobs(
                new JobService(database, JobServiceConfig.withKey(sealKey)),
                new JobQueries(database),
                new BodyHash(sealKey),
                new LiveJobs(new LiveReader(temporal)::read, Clock.systemUTC()),
                new JobUpdates(temporal));
    }

    private Jobs(JobService service, JobQueries queries, BodyHash hash, LiveJobs live, JobUpdates updates) {
        this.service = service;
        this.queries = queries;
        this.hash = hash;
        this.live = live;
        this.updates = updates;
    }

    Acceptance submit(Principal caller, String key, JobRequest request, JsonNode body) {
        Acceptance acceptance = service.accept(caller, key, request, hash.of(body));
        JobAccepted accepted = acceptance.accepted();
        if (caller.operator()) {
            return acceptance;
        }
        // The original answer may have been an operator's.
        JobAccepted safe =
                new JobAccepted(accepted.jobId(), accepted.operation(), accepted.state(), accepted.creates(), null);
        return new Acceptance(safe, acceptance.replayed());
    }

    Page<JobView> list(Principal caller, JobQueries.Filter filter, PageRequest page) {
        return queries.list(caller, page, filter);
    }

    JobView show(Principal caller, String id) {
        return live.live(stored(caller, id));
    }

    /** Cancels; when the workflow cannot be told now, it is told later by the control worker, from what is stored. */
    JobView cancel(Principal caller, String id, String why) {
        JobService.CancelAnswer answer = service.cancel(caller, id, why);
        if (answer.deliver() != null) {
            deliver(id, answer);
        }
        return stored(caller, id);
    }

    private void deliver(String id, JobService.CancelAnswer answer) {
        try {
            updates.send(id, "cancel", "cancel", answer.deliver());
        } catch (LonghaulException e) {
            switch (e.failure().code()) {
                case POINT_OF_NO_RETURN, ACTION_NOT_ALLOWED, JOB_ENDED -> {
                    service.cancelRefused(id);
                    throw e;
                }
                default ->
                    log.info(
                            "the cancel of {} is delivered later: {}",
                            id,
                            e.failure().message());
            }
        }
    }

    /** Decides about a parking. Sent again it is the same update. */
    JobView decide(Principal caller, String id, DecisionKind kind, DecisionRequest request) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        service.decide(caller, id, kind, request)
                .ifPresent(decision -> updates.send(id, name, updateId(name, decision), decision));
        return stored(caller, id);
    }

    /** With other parameters it is another decision, to be judged by the workflow. */
    private static String updateId(String name, Decision decision) {
        String id = name + "-" + decision.parking();
        return decision.parameters().isEmpty() ? id : id + "-" + decision.parameters();
    }

    JobView stored(Principal caller, String id) {
        return queries.show(caller, id)
                .orElseThrow(() -> LonghaulException.of(FailureCode.NOT_FOUND, "There is no job '" + id + "'."));
    }
}
