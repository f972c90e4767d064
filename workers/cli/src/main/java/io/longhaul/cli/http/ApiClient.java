package io.longhaul.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the API. Every call has a deadline; failures are {@link RefusedException} or {@link UnreachableException}. */
public final class ApiClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int SUBMIT_ATTEMPTS = 4;

    private final Connection connection;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public ApiClient(Connection connection) {
        this.connection = connection;
    }

    /** The answer to a GET of a path with its query, for instance {@code /v1/vms?limit=5}. */
    public Answer get(String path) {
        return answer(send(request(path).GET().build(), BodyHandlers.ofString()));
    }

    /** The answer to a POST. */
    public Answer post(String path, String json) {
        return answer(send(postRequest(path, json).build(), BodyHandlers.ofString()));
    }

    /** Submits a job; asks again with the same idempotency key while the API is away for a moment. */
    public Answer submit(String json, String idempotencyKey) {
        HttpRequest request = postRequest("/v1/jobs", json)
                .header("Idempotency-Key", idempotencyKey)
                .build();
        for (int attempt = 1; ; attempt++) {
            try {
                return answer(send(request, BodyHandlers.ofString()));
            } catch (UnreachableException e) {
                giveUpOrPause(attempt, e);
            } catch (RefusedException e) {
                if (e.status() != 503) {
                    throw e;
                }
                giveUpOrPause(attempt, e);
            }
        }
    }

    /**
     * Opens a stream of server-sent events; the caller closes it.
     *
     * @param lastEventId the last event that was seen; null at first
     * @return empty when the job has ended and its end was seen already
     */
    public InputStream stream(String path, String lastEventId) {
        HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = send(request.GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() / 100 != 2) {
            try (InputStream body = response.body()) {
                throw new RefusedException(
                        response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw unreachable(e);
            }
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(ANSWER)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + connection.token());
        return connection.tenant() == null ? builder : builder.header("Longhaul-Tenant", connection.tenant());
    }

    private HttpRequest.Builder postRequest(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted", e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new RefusedException(response.statusCode(), response.body());
        }
        return new Answer(response.body());
    }

    private UnreachableException unreachable(IOException e) {
        String why = e instanceof ConnectException ? "nothing listens there" : e.getMessage();
        return new UnreachableException("the API at " + base() + " does not answer: " + why, e);
    }

    private String base() {
        return connection.api().toString().replaceAll("/+$", "");
    }

    private static void giveUpOrPause(int attempt, RuntimeException failure) {
        if (attempt >= SUBMIT_ATTEMPTS) {
            throw failure;
        }
        try {
            Thread.sleep(250L << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }
}
