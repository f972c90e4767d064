package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jobs over HTTP while Temporal is away: all of it that must work then. */
class JobsOverHttpTest extends ApiTest {
    @Test
    void anAcceptedJobIsShownAndListed() {
        HttpResponse<String> response = api.submit("alice-token", clone("web-1"), "key-1");

        JsonNode accepted = RunningApi.json(response);
        String id = accepted.path("jobId").asText();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).hasValue("/v1/jobs/" + id);
        assertThat(accepted.path("creates").has("vm")).isTrue();
        assertThat(accepted.has("node")).isFalse();
        JsonNode job = RunningApi.json(api.get("alice-token", "/v1/jobs/" + id));
        assertThat(job.path("state").asText()).isEqualTo("ACCEPTED");
        assertThat(job.has("node")).isFalse();
        assertThat(RunningApi.json(api.get("root-token", "/v1/jobs/" + id))
                        .path("node")
                        .asText())
                .isEqualTo("node1");
        String vm = accepted.path("creates").path("vm").asText();
        assertThat(RunningApi.json(api.get("alice-token", "/v1/vms/" + vm))
                        .path("name")
                        .asText())
                .isEqualTo("web-1");
        assertThat(RunningApi.json(api.get("alice-token", "/v1/vms?name=web-1")).path("items"))
                .hasSize(1);
        assertThat(RunningApi.json(api.get("alice-token", "/v1/jobs?vm=" + vm)).path("items"))
                .hasSize(1);
    }

    @Test
    void theSameKeyGivesTheOriginalAnswerAndAnotherBodyIsRefused() {
        HttpResponse<String> first = api.submit("alice-token", clone("web-1"), "key-1");
        Map<String, Long> before = api.rows();

        HttpResponse<String> again = api.submit("alice-token", clone("web-1").replace(",", " , "), "key-1");
        HttpResponse<String> other = api.submit("alice-token", clone("web-2"), "key-1");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(RunningApi.json(other).path("code").asText()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(api.rows()).isEqualTo(before);
    }

    @Test
    void fiftySubmissionsWithOneKeyAreOneJob() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> api.submit("alice-token", clone("web-1"), "key-1")));
            }
            Set<String> jobs = new HashSet<>();
            int original = 0;
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(202);
                jobs.add(RunningApi.json(answer.get()).path("jobId").asText());
                original +=
                        answer.get().headers().firstValue("Idempotent-Replayed").isEmpty() ? 1 : 0;
            }
            assertThat(jobs).hasSize(1);
            assertThat(original).isEqualTo(1);
            assertThat(api.rows()).containsEntry("job", 1L).containsEntry("vm", 1L);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anotherTenantsObjectsDoNotExist() {
        JsonNode accepted = RunningApi.json(api.submit("alice-token", clone("web-1")));
        String job = accepted.path("jobId").asText();
        String vm = accepted.path("creates").path("vm").asText();
        String volume = accepted.path("creates").path("volume.0").asText();
        Map<String, Long> before = api.rows();

        for (String path : List.of(
                "/v1/jobs/" + job,
                "/v1/jobs/" + job + "/events",
                "/v1/vms/" + vm,
                "/v1/volumes/" + volume,
                "/v1/templates/" + RunningApi.TEMPLATE,
                "/v1/templates/base")) {
            HttpResponse<String> theirs = api.get("bob-token", path);
            HttpResponse<String> nobodys =
                    api.get("bob-token", path.replace("_0", "_z").replace("base", "none"));
            assertThat(theirs.statusCode()).as(path).isEqualTo(404);
            assertThat(nobodys.statusCode()).as(path).isEqualTo(404);
        }
        assertThat(api.post("bob-token", "/v1/jobs/" + job + "/cancel", "{}").statusCode())
                .isEqualTo(404);
        assertThat(api.submit("bob-token", clone("web-1")).statusCode()).isEqualTo(404);
        assertThat(api.submit("bob-token", "{\"operation\":\"delete-vm\",\"vm\":\"" + vm + "\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(RunningApi.json(api.get("bob-token", "/v1/jobs")).path("items"))
                .isEmpty();
        assertThat(api.get("bob-token", "/v1/nodes").statusCode()).isEqualTo(403);
        assertThat(api.rows()).isEqualTo(before);
    }

    @Test
    void anUnknownAndAnExpiredTokenAreAlike() {
        for (String token : List.of("nobody", "old-token")) {
            HttpResponse<String> response = api.submit(token, clone("web-1"));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(RunningApi.json(response).path("detail").asText())
                    .isEqualTo("The token is not known, or has expired.");
        }
        assertThat(api.rows()).containsEntry("job", 0L);
    }

    @Test
    void aJobThatHasNotBegunIsCancelledAtOnce() {
        String id = RunningApi.json(api.submit("alice-token", clone("web-1")))
                .path("jobId")
                .asText();

        HttpResponse<String> first = api.post("alice-token", "/v1/jobs/" + id + "/cancel", "{\"reason\":\"no\"}");
        HttpResponse<String> again = api.send(api.as("alice-token", "/v1/jobs/" + id + "/cancel")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(RunningApi.json(first).path("state").asText()).isEqualTo("CANCELLED");
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
    }

    @Test
    void aCancelIsKeptWhileTemporalIsAwayAndADecisionIsNot() {
        String id = RunningApi.json(api.submit("alice-token", clone("web-1")))
                .path("jobId")
                .asText();
        api.execute("update job set state = 'RUNNING', run_id = 'r', started_at = now() where id = '" + id + "'");

        HttpResponse<String> cancel = api.post("alice-token", "/v1/jobs/" + id + "/cancel", "{}");

        assertThat(cancel.statusCode()).as(cancel.body()).isEqualTo(202);
        assertThat(RunningApi.json(cancel).path("cancelRequested").asBoolean()).isTrue();

        api.execute("""
                update job set state = 'NEEDS_ATTENTION', parked_at = now(), parkings = 1, parking =
                '{"number":1,"step":"define-vm","failure":{"code":"STORAGE_FULL","message":"/pool on node1","facts":{}},
                  "actions":{"RETRY":"again"}}' where id = '%s'
                """.formatted(id));
        String retry = "{\"parking\":1,\"reason\":\"space\"}";
        assertThat(api.post("alice-token", "/v1/jobs/" + id + "/retry", retry).statusCode())
                .isEqualTo(403);
        assertThat(RunningApi.json(api.post("root-token", "/v1/jobs/" + id + "/retry", retry.replace('1', '2')))
                        .path("code")
                        .asText())
                .isEqualTo("PARKING_MISMATCH");
        HttpResponse<String> away = api.post("root-token", "/v1/jobs/" + id + "/retry", retry);
        assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(api.get("alice-token", "/v1/jobs/" + id).body())
                .contains("STORAGE_FULL")
                .doesNotContain("node1")
                .doesNotContain("/pool");
    }

    @Test
    void jobsThatAnOutageParkedAreListedByCodeAndNodeAndTwoPeopleRetryEachOnce() {
        List<String> parked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            parked.add(RunningApi.json(api.submit("alice-token", clone("web-" + i)))
                    .path("jobId")
                    .asText());
        }
        api.submit("alice-token", clone("well"));
        parked.forEach(id -> park(id, "STORAGE_FULL"));
        park(parked.remove(19), "LIBVIRT_ERROR");
        String list = "/v1/jobs?state=NEEDS_ATTENTION&code=STORAGE_FULL&node=node1";

        assertThat(RunningApi.json(api.get("root-token", list)).path("items"))
                .extracting(job -> job.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(parked);
        assertThat(RunningApi.json(api.get("root-token", list + "0")).path("items"))
                .isEmpty();
        assertThat(api.get("root-token", "/v1/jobs?code=NO_SUCH").statusCode()).isEqualTo(422);
        assertThat(api.get("alice-token", list).statusCode()).isEqualTo(403);

        List<Integer> answers = Stream.concat(parked.stream(), parked.stream())
                .parallel()
                .map(id -> api.post(
                        "root-token", "/v1/jobs/" + id + "/retry", "{\"parking\":1,\"reason\":\"power is back\"}"))
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(answers).hasSize(2 * parked.size()).containsOnly(202);
        assertThat(api.rows()).containsEntry("job_decision", (long) parked.size());
        assertThat(RunningApi.json(api.get("root-token", list)).path("items")).isEmpty();
    }

    /** Parks a job whose run was lost: a decision is carried out without Temporal. */
    private void park(String id, String code) {
        api.execute("""
                update job set state = 'NEEDS_ATTENTION', wants_run = false, started_at = now(), parked_at = now(), parkings = 1,
                       parking = '{"number":1,"step":"run","failure":{"code":"%s","message":"m","facts":{}},"actions":{"RETRY":"again"}}'
                 where id = '%s'
                """.formatted(code, id));
    }

    @Test
    void aListIsReadPageByPageAcrossDeletions() {
        for (int i = 0; i < 5; i++) {
            api.submit("alice-token", clone("web-" + i));
        }
        JsonNode first = RunningApi.json(api.get("alice-token", "/v1/jobs?limit=2"));
        JsonNode second = RunningApi.json(api.get(
                "alice-token", "/v1/jobs?limit=2&cursor=" + first.path("next").asText()));
        JsonNode third = RunningApi.json(api.get(
                "alice-token", "/v1/jobs?limit=2&cursor=" + second.path("next").asText()));

        Set<String> ids = new HashSet<>();
        for (JsonNode page : List.of(first, second, third)) {
            page.path("items").forEach(job -> ids.add(job.path("id").asText()));
        }
        assertThat(ids).hasSize(5);
        assertThat(third.has("next")).isFalse();
    }

    private static String clone(String name) {
        return "{\"operation\":\"clone-vm\",\"name\":\"" + name + "\",\"template\":\"base\",\"memoryMib\":128}";
    }
}
