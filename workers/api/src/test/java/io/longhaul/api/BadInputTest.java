package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.stack.PostgresServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each is a clear problem document, and nothing is changed. */
class BadInputTest {
    private static PostgresServer postgres;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.ephemeral();
        api = new RunningApi(postgres);
    }

    @AfterAll
    static void stop() {
        api.close();
        postgres.close();
    }

    static Stream<Arguments> badClones() {
        return Stream.of(
                bad("\"template\":\"nowhere\"", FailureCode.NOT_FOUND, "/template"),
                bad("\"name\":\"-web\"", FailureCode.FIELD_INVALID, "/name"),
                bad("\"name\":\"a/b\"", FailureCode.FIELD_INVALID, "/name"),
                bad("\"name\":\"web\\n\"", FailureCode.FIELD_INVALID, "/name"),
                bad("\"name\":\"" + "a".repeat(300) + "\"", FailureCode.FIELD_INVALID, "/name"),
                bad("\"name\":\"\"", FailureCode.FIELD_INVALID, "/name"),
                bad("\"name\":null", FailureCode.FIELD_TYPE, "/name"),
                bad("\"capacityMib\":1023", FailureCode.SIZE_TOO_SMALL, "/capacityMib"),
                bad("\"capacityMib\":0", FailureCode.FIELD_INVALID, "/capacityMib"),
                bad("\"memoryMib\":-1", FailureCode.FIELD_INVALID, "/memoryMib"),
                bad("\"memoryMib\":1e400", FailureCode.FIELD_TYPE, "/memoryMib"),
                bad("\"memoryMib\":9223372036854775808", FailureCode.FIELD_INVALID, "/memoryMib"),
                bad("\"memoryMib\":512.5", FailureCode.FIELD_TYPE, "/memoryMib"),
                bad("\"memoryMib\":\"512\"", FailureCode.FIELD_TYPE, "/memoryMib"),
                bad("\"vcpus\":100000", FailureCode.FIELD_INVALID, "/vcpus"),
                bad("\"memroyMib\":512", FailureCode.FIELD_UNKNOWN, "/memroyMib"),
                bad("\"nics\":[{\"network\":\"a b\"}]", FailureCode.FIELD_INVALID, "/nics/0/network"),
                bad("\"nics\":[{\"network\":\"default\",\"mac\":\"x\"}]", FailureCode.FIELD_UNKNOWN, "/nics/0/mac"),
                bad("\"nics\":{}", FailureCode.FIELD_TYPE, "/nics"),
                bad("\"guest\":{\"sshKeys\":[\"nonsense\"]}", FailureCode.FIELD_INVALID, "/guest/sshKeys/0"),
                bad("\"guest\":{\"hostname\":\"a\\u0000b\"}", FailureCode.FIELD_INVALID, "/guest/hostname"),
                bad("\"flatten\":\"later\"", FailureCode.FIELD_INVALID, "/flatten"),
                bad("\"readiness\":{\"kind\":\"serial\"}", FailureCode.FIELD_MISSING, "/readiness/pattern"),
                bad(
                        "\"readiness\":{\"kind\":\"serial\",\"pattern\":\"(\"}",
                        FailureCode.FIELD_INVALID,
                        "/readiness/pattern"),
                bad("\"readiness\":{}", FailureCode.FIELD_MISSING, "/readiness/kind"),
                bad("\"operation\":\"clone\"", FailureCode.FIELD_INVALID, "/operation"),
                bad("\"operation\":[]", FailureCode.FIELD_TYPE, "/operation"));
    }

    private static Arguments bad(String field, FailureCode code, String pointer) {
        return Arguments.of(field, code, pointer);
    }

    @ParameterizedTest
    @MethodSource("badClones")
    void isAClearProblemAndChangesNothing(String field, FailureCode code, String pointer) throws Exception {
        Map<String, Long> before = api.rows();

        HttpResponse<String> response = api.submit("alice-token", clone(field));

        JsonNode problem = RunningApi.json(response);
        assertThat(problem.path("code").asText()).as(response.body()).isEqualTo(code.name());
        assertThat(response.statusCode()).isEqualTo(code.httpStatus());
        assertThat(problem.path("pointer").asText()).isEqualTo(pointer);
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("action").asText()).isNotBlank();
        assertThat(api.rows()).isEqualTo(before);
    }

    @Test
    void aBodyOfTenMegabytesChangesNothing() {
        Map<String, Long> before = api.rows();

        HttpResponse<String> response = api.submit("alice-token", clone("\"name\":\"" + "a".repeat(10_000_000) + "\""));

        assertThat(RunningApi.json(response).path("code").asText()).isEqualTo("REQUEST_TOO_LARGE");
        assertThat(api.rows()).isEqualTo(before);
    }

    @Test
    void aVmThatFitsNowhereIsRefusedWithTheReasonPerHostForOperatorsOnly() {
        Map<String, Long> before = api.rows();
        String huge = clone("\"memoryMib\":4000000");

        HttpResponse<String> response = api.submit("alice-token", huge);
        HttpResponse<String> operators = api.send(RunningApi.body(
                api.as("root-token", "/v1/jobs").header("Idempotency-Key", "x").header("Longhaul-Tenant", "demo"),
                huge));

        assertThat(RunningApi.json(response).path("code").asText()).isEqualTo("NO_PLACEMENT");
        assertThat(response.body()).doesNotContain("node1");
        assertThat(RunningApi.json(operators).path("facts").has("node1"))
                .as(operators.body())
                .isTrue();
        assertThat(api.rows()).isEqualTo(before);
    }

    @Test
    void aTenantDoesNotLearnWhichNodesThereAre() {
        String there = "{\"operation\":\"register-template\",\"name\":\"a\",\"image\":\"a.raw\",\"format\":\"raw\","
                + "\"storage\":\"nvme\",\"node\":\"node1\"}";

        JsonNode known = RunningApi.json(api.submit("alice-token", there));
        JsonNode unknown = RunningApi.json(api.submit("alice-token", there.replace("node1", "node2")));

        assertThat(known.path("code").asText()).isEqualTo("NO_PLACEMENT");
        ((ObjectNode) known).remove("instance");
        ((ObjectNode) unknown).remove("instance");
        assertThat(known).isEqualTo(unknown);
    }

    @Test
    void imagesOutsideTheImageDirectoryAreRefused() {
        for (String image :
                new String[] {"../x", "a/../b", "/etc/passwd", "other/secret.raw", "a/", ".hidden", "a/.b", "-o", "a/-o"
                }) {
            HttpResponse<String> response = api.submit(
                    "alice-token",
                    "{\"operation\":\"register-template\",\"name\":\"a\",\"format\":\"raw\",\"image\":\"" + image
                            + "\"}");
            assertThat(RunningApi.json(response).path("pointer").asText())
                    .as(image)
                    .isEqualTo("/image");
        }
    }

    @Test
    void aSubmissionWithoutOrWithABadKeyIsRefused() {
        String good = clone("\"name\":\"x\"");
        assertThat(RunningApi.json(api.post("alice-token", "/v1/jobs", good))
                        .path("code")
                        .asText())
                .isEqualTo("FIELD_MISSING");
        assertThat(RunningApi.json(api.submit("alice-token", good, "k".repeat(256)))
                        .path("code")
                        .asText())
                .isEqualTo("FIELD_INVALID");
    }

    @Test
    void badListsAreRefused() {
        for (String query : new String[] {
            "limit=0",
            "limit=501",
            "limit=-1",
            "limit=x",
            "limit=",
            "cursor=%2B",
            "cursor=AAAA",
            "state=DONE",
            "operation=x"
        }) {
            HttpResponse<String> response = api.get("alice-token", "/v1/jobs?" + query);
            assertThat(RunningApi.json(response).path("code").asText())
                    .as(query + response.body())
                    .isEqualTo("FIELD_INVALID");
        }
        assertThat(api.get("alice-token", "/v1/vms?nmae=x").statusCode()).isEqualTo(400);
    }

    private static String clone(String field) {
        StringBuilder body = new StringBuilder("{" + field);
        for (String given : new String[] {"\"operation\":\"clone-vm\"", "\"name\":\"web\"", "\"template\":\"base\""}) {
            String name = given.substring(0, given.indexOf(':') + 1);
            if (!field.startsWith(name)) {
                body.append(',').append(given);
            }
        }
        return body.append('}').toString();
    }
}
