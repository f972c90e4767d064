package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class JobStreamTest extends ApiTest {
    @Test
    void showsEachChangeAndEndsWithTheJob() throws Exception {
        String id = submitted();
        try (Stream stream = open(id, null)) {
            assertThat(stream.line()).isEqualTo("retry: 1000");
            Event first = stream.event();
            assertThat(first.job().path("state").asText()).isEqualTo("ACCEPTED");
            assertThat(first.job().has("node")).isFalse();

            api.post("alice-token", "/v1/jobs/" + id + "/cancel", "{}");

            Event last = stream.event();
            assertThat(last.job().path("state").asText()).isEqualTo("CANCELLED");
            assertThat(version(last)).isGreaterThan(version(first));
            assertThat(stream.event()).isNull();
        }
    }

    @Test
    void goesOnAfterTheLastEventThatWasSeen() throws Exception {
        String id = submitted();
        Event first;
        try (Stream stream = open(id, null)) {
            first = stream.event();
        }
        api.post("alice-token", "/v1/jobs/" + id + "/cancel", "{}");

        Event last;
        try (Stream stream = open(id, first.id())) {
            last = stream.event();
            assertThat(last.job().path("state").asText()).isEqualTo("CANCELLED");
            assertThat(stream.event()).isNull();
        }
        HttpResponse<String> after = api.send(api.as("alice-token", "/v1/jobs/" + id + "/events")
                .header("Last-Event-ID", last.id())
                .build());
        assertThat(after.statusCode()).isEqualTo(204);
        HttpResponse<String> nonsense = api.send(api.as("alice-token", "/v1/jobs/" + id + "/events")
                .header("Last-Event-ID", "x")
                .build());
        assertThat(nonsense.statusCode()).isEqualTo(422);
    }

    @Test
    void tellsItsClientsToComeAgainWhenTheApiStops() throws Exception {
        String id = submitted();
        try (Stream stream = open(id, null)) {
            stream.event();
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> api.api().close());

            String last = "";
            for (String line = stream.line(); line != null; line = stream.line()) {
                last = line.isEmpty() ? last : line;
            }
            assertThat(last).isEqualTo("retry: 3000");
            closing.get(30, TimeUnit.SECONDS);
        }
    }

    private String submitted() {
        return RunningApi.json(api.submit(
                        "alice-token", "{\"operation\":\"clone-vm\",\"name\":\"web\",\"template\":\"base\"}"))
                .path("jobId")
                .asText();
    }

    private static long version(Event event) {
        return Long.parseLong(event.id().substring(0, event.id().indexOf('.')));
    }

    private Stream open(String id, String lastEventId) throws Exception {
        HttpRequest.Builder request = api.as("alice-token", "/v1/jobs/" + id + "/events");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=utf-8");
        return new Stream(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    private record Event(String id, JsonNode job) {}

    private record Stream(BufferedReader lines) implements AutoCloseable {
        String line() throws IOException {
            return lines.readLine();
        }

        /** The next event; null at the end. */
        Event event() throws IOException {
            String id = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    return new Event(id, RunningApi.JSON.readTree(line.substring(6)));
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
