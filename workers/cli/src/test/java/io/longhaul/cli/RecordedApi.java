package io.longhaul.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Replays recorded answers in order, to inject what a healthy API does not do: 503, broken streams, restarts. */
final class RecordedApi implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Recorded> answers = new ArrayDeque<>();
    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    /** What is answered; {@code cut}: the connection breaks after the body. */
    record Recorded(int status, String type, String body, boolean cut) {}

    /** What was asked. */
    record Asked(String method, String path, String body, String idempotencyKey, String lastEventId, String tenant) {}

    RecordedApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    RecordedApi answers(int status, String body) {
        answers.add(new Recorded(status, status < 300 ? "application/json" : "application/problem+json", body, false));
        return this;
    }

    RecordedApi streams(boolean cut, String body) {
        answers.add(new Recorded(200, "text/event-stream", body, cut));
        return this;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                body,
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Last-Event-ID"),
                exchange.getRequestHeaders().getFirst("Longhaul-Tenant")));
        Recorded next = answers.remove();
        byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", next.type());
        // One byte too many is promised and never sent: the client sees the connection break.
        exchange.sendResponseHeaders(next.status(), bytes.length + (next.cut() ? 1 : 0));
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
