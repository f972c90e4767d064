package io.longhaul.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.api.json.RequestSchema;
import io.longhaul.inventory.Principal;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Operation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes over the wire, the answer is a problem document, and nothing of ours shows. */
class RequestsOfStrangersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = "{\"operation\":\"start-vm\",\"vm\":\"web-1\"}";

    private final AtomicInteger reached = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private ApiServer server;

    @BeforeEach
    void start() {
        RequestSchema schema = RequestSchema.of(SchemaFiles.ofRequest(Operation.START_VM));
        Map<String, Principal> tokens = Map.of(
                Authenticator.sha256Hex("alice"), new Principal(Principal.Role.TENANT, "demo", "alice"),
                Authenticator.sha256Hex("root"), new Principal(Principal.Role.OPERATOR, null, "root"));
        List<Route> routes = List.of(
                Route.post("/v1/things", Access.CALLER, request -> {
                    request.body(schema);
                    reached.incrementAndGet();
                    request.reply(202, Map.of("tenant", request.actingTenant()));
                }),
                Route.get("/v1/things", Access.CALLER, Set.of("limit"), request -> request.reply(200, Map.of())),
                Route.get("/v1/things/{id}", Access.OPERATOR, Set.of(), request -> request.reply(200, Map.of())),
                Route.get("/broken", Access.ANYONE, Set.of(), request -> {
                    throw new IllegalStateException("jdbc:postgresql://secret");
                }),
                Route.get("/worse", Access.ANYONE, Set.of(), request -> {
                    throw new StackOverflowError("/etc/secret");
                }));
        server = new ApiServer(
                "127.0.0.1", 0, routes, hash -> Optional.ofNullable(tokens.get(hash)), new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersAValidRequest() throws Exception {
        HttpResponse<String> response = post("alice", GOOD);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"tenant\":\"demo\"}");
        assertThat(reached).hasValue(1);
    }

    @Test
    void asksForAToken() throws Exception {
        refused(send(request("/v1/things").build()), FailureCode.UNAUTHENTICATED, null);
        refused(
                send(request("/v1/things").header("Authorization", "Basic YTpi").build()),
                FailureCode.UNAUTHENTICATED,
                null);
        refused(send(as("nobody", "/v1/things").build()), FailureCode.UNAUTHENTICATED, null);
        HttpResponse<String> response = send(as("nobody", "/v1/things").build());
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"longhaul\"");
        assertThat(response.body()).doesNotContain("nobody");
    }

    @Test
    void letsOnlyOperatorsDoWhatIsTheirs() throws Exception {
        refused(send(as("alice", "/v1/things/1").build()), FailureCode.FORBIDDEN, null);
        assertThat(send(as("root", "/v1/things/1").build()).statusCode()).isEqualTo(200);
    }

    @Test
    void letsAnOperatorNameTheTenantAndATenantOnlyItself() throws Exception {
        refused(post("root", GOOD), FailureCode.FIELD_MISSING, null);
        assertThat(send(body(as("root", "/v1/things").header("Longhaul-Tenant", "blue"), GOOD))
                        .body())
                .isEqualTo("{\"tenant\":\"blue\"}");
        refused(
                send(body(as("root", "/v1/things").header("Longhaul-Tenant", "../x"), GOOD)),
                FailureCode.FIELD_INVALID,
                null);
        refused(
                send(body(as("alice", "/v1/things").header("Longhaul-Tenant", "blue"), GOOD)),
                FailureCode.FORBIDDEN,
                null);
    }

    @Test
    void namesUnknownAddressesAndMethods() throws Exception {
        refused(send(as("alice", "/v1/thing").build()), FailureCode.NOT_FOUND, null);
        refused(send(as("alice", "/v1/things/").build()), FailureCode.NOT_FOUND, null);
        HttpResponse<String> response = send(as("alice", "/v1/things").DELETE().build());
        refused(response, FailureCode.METHOD_NOT_ALLOWED, null);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST");
        assertThat(send(request("/v1/things")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void namesUnknownQueryParameters() throws Exception {
        refused(send(as("alice", "/v1/things?limt=1").build()), FailureCode.FIELD_UNKNOWN, null);
        refused(send(as("alice", "/v1/things?limit=1&limit=2").build()), FailureCode.FIELD_INVALID, null);
    }

    @Test
    void takesJsonOnly() throws Exception {
        for (String other : List.of("text/plain", "application/json; charset=iso-8859-1")) {
            refused(
                    send(as("alice", "/v1/things")
                            .header("Content-Type", other)
                            .POST(HttpRequest.BodyPublishers.ofString(GOOD))
                            .build()),
                    FailureCode.CONTENT_TYPE_UNSUPPORTED,
                    null);
        }
    }

    @Test
    void refusesWhatIsNotStrictJson() throws Exception {
        for (String bad : List.of(
                "",
                "{",
                "nonsense",
                "{'a':1}",
                GOOD + " x",
                GOOD + GOOD,
                "{\"operation\":\"start-vm\",\"vm\":\"a\",\"vm\":\"b\"}",
                "[".repeat(100_000),
                "{\"a\":".repeat(500_000 / 5),
                "{\"n\":" + "9".repeat(100_000) + "}",
                "\uFEFF" + GOOD)) {
            refused(post("alice", bad), FailureCode.REQUEST_MALFORMED, null);
        }
        refused(
                send(as("alice", "/v1/things")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                GOOD.replace("web-1", "w\u00e9b").getBytes(StandardCharsets.ISO_8859_1)))
                        .build()),
                FailureCode.REQUEST_MALFORMED,
                null);
        assertThat(reached).hasValue(0);
    }

    @Test
    void pointsAtTheBadField() throws Exception {
        refused(post("alice", "[]"), FailureCode.FIELD_TYPE, "");
        refused(
                post("alice", "{\"operation\":\"start-vm\",\"vm\":\"a\",\"a/b~c\":1}"),
                FailureCode.FIELD_UNKNOWN,
                "/a~1b~0c");
        refused(post("alice", "{\"operation\":\"start-vm\"}"), FailureCode.FIELD_MISSING, "/vm");
        refused(post("alice", "{\"operation\":\"start-vm\",\"vm\":7}"), FailureCode.FIELD_TYPE, "/vm");
        refused(post("alice", "{\"operation\":\"start-vm\",\"vm\":null}"), FailureCode.FIELD_TYPE, "/vm");
        refused(post("alice", "{\"operation\":\"start-vm\",\"vm\":\"-a\"}"), FailureCode.FIELD_INVALID, "/vm");
        refused(post("alice", "{\"operation\":\"start-vm\",\"vm\":\"a\\u0000\"}"), FailureCode.FIELD_INVALID, "/vm");
        refused(post("alice", "{\"operation\":\"start-vm\",\"vm\":\"a\\ud800\"}"), FailureCode.FIELD_INVALID, "/vm");
    }

    @Test
    void refusesALargeBodyWithoutReadingItAll() throws Exception {
        String large = "{\"operation\":\"start-vm\",\"vm\":\"" + "a".repeat(10_000_000) + "\"}";
        refused(post("alice", large), FailureCode.REQUEST_TOO_LARGE, null);
        refused(
                send(as("alice", "/v1/things")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                        .build()),
                FailureCode.REQUEST_TOO_LARGE,
                null);
        String answer = raw(String.join(
                "\r\n",
                "POST /v1/things HTTP/1.1",
                "Host: a",
                "Authorization: Bearer alice",
                "Content-Type: application/json",
                "Content-Length: 10000000",
                "",
                ""));
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("REQUEST_TOO_LARGE");
        assertThat(reached).hasValue(0);
    }

    @Test
    void showsNothingOfOursWhenWeFail() throws Exception {
        for (String path : List.of("/broken", "/worse")) {
            HttpResponse<String> response = send(request(path).build());
            JsonNode problem = refused(response, FailureCode.INTERNAL, null);
            assertThat(response.body())
                    .doesNotContain("secret")
                    .doesNotContain("java")
                    .doesNotContain("at io.");
            assertThat(problem.get("instance").textValue()).startsWith("urn:longhaul:request:");
        }
    }

    @Test
    void answersWhatIsNotHttpWithAProblemToo() throws Exception {
        assertThat(raw("GET /v1/%ff%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(raw("GET /v1/x/..%2f..%2fy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("application/problem+json")
                .doesNotContain("Jetty");
        assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json");
    }

    private JsonNode refused(HttpResponse<String> response, FailureCode code, String pointer) throws Exception {
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("code").asText()).as(response.body()).isEqualTo(code.name());
        assertThat(response.statusCode())
                .isEqualTo(code.httpStatus())
                .isEqualTo(problem.get("status").intValue());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.path("action").asText()).isEqualTo(code.advice());
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("instance").asText()).startsWith("urn:longhaul:request:");
        if (pointer != null) {
            assertThat(problem.path("pointer").asText()).isEqualTo(pointer);
        }
        return problem;
    }

    private HttpResponse<String> post(String token, String json) throws Exception {
        return send(body(as(token, "/v1/things"), json));
    }

    private static HttpRequest body(HttpRequest.Builder builder, String json) {
        return builder.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder as(String token, String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    private String raw(String text) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream output = socket.getOutputStream();
            output.write(text.getBytes(StandardCharsets.ISO_8859_1));
            output.flush();
            InputStream input = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                if (answer.indexOf("\"action\"") >= 0) {
                    break;
                }
            }
            return answer.toString();
        }
    }
}
