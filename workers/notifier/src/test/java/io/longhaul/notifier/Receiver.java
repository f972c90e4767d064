package io.longhaul.notifier;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Somebody's webhook: answers as it is told, then 204; not before {@link #held} is open. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    volatile CountDownLatch held = new CountDownLatch(0);
    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    /** What was posted. */
    record Call(String idempotencyKey, String timestamp, String signature, String body) {}

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            calls.add(new Call(
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("Longhaul-Timestamp"),
                    headers.getFirst("Longhaul-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            awaitOpen();
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
            exchange.close();
        });
        server.start();
    }

    private void awaitOpen() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<String> keys() {
        return List.copyOf(calls).stream().map(Call::idempotencyKey).toList();
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
    }
}
