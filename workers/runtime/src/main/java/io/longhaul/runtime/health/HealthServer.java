package io.longhaul.runtime.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.longhaul.runtime.log.JsonText;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "health");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts to serve.
     *
     * @throws IOException when the address is taken
     */
    public HealthServer(InetSocketAddress address, Health health, PrometheusMeterRegistry metrics) throws IOException {
        server = HttpServer.create(address, 16);
        server.setExecutor(threads);
        server.createContext(
                "/health/live", exchange -> answer(exchange, 200, "application/json", "{\"live\":true}\n"));
        server.createContext("/health/ready", exchange -> {
            Map<String, String> problems = health.problems();
            answer(exchange, problems.isEmpty() ? 200 : 503, "application/json", readiness(problems));
        });
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String readiness(Map<String, String> problems) {
        StringJoiner fields = new StringJoiner(",", "{", "}");
        problems.forEach((name, problem) -> {
            StringBuilder field = new StringBuilder();
            JsonText.quote(field, name);
            field.append(':');
            JsonText.quote(field, problem);
            fields.add(field);
        });
        return "{\"ready\":" + problems.isEmpty() + ",\"problems\":" + fields + "}\n";
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
