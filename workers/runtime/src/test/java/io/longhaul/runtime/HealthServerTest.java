package io.longhaul.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.health.HealthServer;
import io.longhaul.runtime.health.Metrics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class HealthServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void isReadyOnlyWhileEveryNeedIsMetAndNamesTheOthers() throws Exception {
        AtomicReference<Optional<String>> kafka = new AtomicReference<>(Optional.of("no \"broker\" answers"));
        Health health = new Health();
        health.needs("kafka", kafka::get);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Metrics metrics = new Metrics("test");
                HealthServer server = new HealthServer(anyPort, health, metrics.registry())) {
            HttpResponse<String> before = get(server, "/health/ready");
            kafka.set(Optional.empty());

            assertThat(before.statusCode()).isEqualTo(503);
            assertThat(before.body()).contains("\"kafka\":\"no \\\"broker\\\" answers\"");
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/metrics").body())
                    .contains("longhaul_process_info{")
                    .contains("part=\"test\"")
                    .contains("jvm_memory_used_bytes");
        }
    }

    private HttpResponse<String> get(HealthServer server, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
