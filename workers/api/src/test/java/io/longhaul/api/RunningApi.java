package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.inventory.node.NodeRegistry;
import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.StorageReport;
import io.longhaul.stack.PostgresServer;
import io.longhaul.stack.Secrets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Every answer is held against {@code openapi.yaml}. An API of its own on a PostgreSQL of its own, with a node and a template; two tenants and an operator have tokens. */
public final class RunningApi implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();
    public static final String TEMPLATE = "tpl_00000000000000000000000001";
    /** Nothing listens there: Temporal is away. */
    private static final String NOWHERE = "127.0.0.1:1";

    private final Database owned;
    private final Database database;
    private final WorkflowServiceStubs stubs;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Api api;

    /** In a database of its own, with Temporal away. */
    public RunningApi(PostgresServer postgres) {
        this(postgres, NOWHERE, "longhaul");
    }

    /** In a database of its own, with a Temporal. */
    public RunningApi(PostgresServer postgres, String temporal, String namespace) {
        this(postgres, temporal, namespace, new JobLogReader("api-host", null));
    }

    /** The same, on a host with these logs. */
    public RunningApi(PostgresServer postgres, String temporal, String namespace, JobLogReader logs) {
        String name = "api_" + UUID.randomUUID().toString().replace('-', '_');
        String url = postgres.ensureDatabase(name);
        owned = Database.open(new DatabaseConfig(url, postgres.user(), postgres.password(), 4))
                .migrate();
        database =
                Database.open(new DatabaseConfig(url, "longhaul_api", Secrets.read(postgres.login(name, "api")), 16));
        seed();
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
        api = new Api(
                "127.0.0.1",
                0,
                database,
                () -> postgres.connect(name),
                WorkflowClient.newInstance(
                        stubs,
                        WorkflowClientOptions.newBuilder()
                                .setNamespace(namespace)
                                .build()),
                new byte[32],
                logs,
                new SimpleMeterRegistry());
    }

    private void seed() {
        token("alice-token", "TENANT", "demo", "alice", null);
        token("bob-token", "TENANT", "blue", "bob", null);
        token("root-token", "OPERATOR", null, "root", null);
        token("old-token", "TENANT", "demo", "old", "2020-01-01T00:00:00Z");
        new NodeRegistry(owned)
                .report(new NodeReport(
                        "node1",
                        "default",
                        "first",
                        8,
                        1L << 20,
                        List.of(new StorageReport("local", "qcow2", 1L << 42, 1L << 41)),
                        List.of("default"),
                        Map.of("accelerator", "qemu"),
                        Map.of(),
                        false,
                        Instant.now()));
        execute("""
                insert into template (id, name, tenant, state, volume, storage, node, source_format, virtual_bytes, sha256)
                values ('%s', 'base', 'demo', 'READY', 'vol_00000000000000000000000001', 'local', 'node1', 'RAW',
                        1073741824, 'aa')
                """.formatted(TEMPLATE));
        execute("""
                insert into volume (id, tenant, template, storage, node, state, capacity_bytes, independent)
                values ('vol_00000000000000000000000001', 'demo', '%s', 'local', 'node1', 'READY', 1073741824, true)
                """.formatted(TEMPLATE));
    }

    private void token(String token, String role, String tenant, String name, String expires) {
        owned.transaction(handle -> handle.createUpdate("""
                        insert into api_token (sha256, role, tenant, name, expires_at)
                        values (:sha256, :role, :tenant, :name, cast(:expires as timestamptz))
                        """)
                .bind("sha256", sha256(token))
                .bind("role", role)
                .bind("tenant", tenant)
                .bind("name", name)
                .bind("expires", expires)
                .execute());
    }

    /** As its owner, for the eyes of tests. */
    public Database database() {
        return owned;
    }

    public int port() {
        return api.port();
    }

    public Api api() {
        return api;
    }

    public int execute(String sql) {
        return owned.transaction(handle -> handle.createUpdate(sql).execute());
    }

    /** How many rows each table has. */
    public Map<String, Long> rows() {
        return owned.read(handle -> {
            Map<String, Long> counts = new TreeMap<>();
            handle.createQuery("select tablename from pg_tables where schemaname = 'public'")
                    .mapTo(String.class)
                    .forEach(table -> counts.put(
                            table,
                            handle.createQuery("select count(*) from " + table)
                                    .mapTo(Long.class)
                                    .one()));
            return counts;
        });
    }

    public HttpRequest.Builder as(String token, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + token);
    }

    public HttpResponse<String> get(String token, String path) {
        return send(as(token, path).build());
    }

    public HttpResponse<String> post(String token, String path, String json) {
        return send(body(as(token, path), json));
    }

    /** Submits with a key of its own. */
    public HttpResponse<String> submit(String token, String json) {
        return submit(token, json, UUID.randomUUID().toString());
    }

    public HttpResponse<String> submit(String token, String json, String key) {
        return send(body(as(token, "/v1/jobs").header("Idempotency-Key", key), json));
    }

    public static HttpRequest body(HttpRequest.Builder builder, String json) {
        return builder.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            assertThat(Description.errors(request.method(), request.uri().getPath(), response))
                    .as(request.method() + " " + request.uri() + " " + response.statusCode() + " " + response.body())
                    .isEmpty();
            return response;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        stubs.shutdownNow();
        database.close();
        owned.close();
    }
}
