package io.longhaul.notifier;

import io.longhaul.runtime.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts each alert, as the JSON that was on the topic. The header {@code Idempotency-Key} is the same when it is posted
 * again; {@code Longhaul-Signature} is {@code sha256=} and the HMAC, in hex, of the header {@code Longhaul-Timestamp}, a dot
 * and the body.
 */
final class WebhookSink implements Sink {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    /** Statuses of a request that may be taken later; so may all from 500 on. */
    private static final Set<Integer> LATER = Set.of(401, 403, 404, 408, 425, 429);

    private final URI address;
    private final Secret secret;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * A webhook.
     *
     * @param secret key of the signature; null: none is sent
     */
    WebhookSink(URI address, Secret secret, Clock clock) {
        this.address = address;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void deliver(Alert alert) throws DeliveryException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", alert.idempotencyKey());
        if (secret != null) {
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            request.header("Longhaul-Timestamp", timestamp)
                    .header("Longhaul-Signature", signature(secret.text(), timestamp, alert.json()));
        }
        try {
            HttpResponse<Void> answer = http.send(
                    request.POST(BodyPublishers.ofByteArray(alert.json())).build(),
                    HttpResponse.BodyHandlers.discarding());
            check(answer.statusCode());
        } catch (IOException e) {
            throw DeliveryException.later("the webhook does not answer: " + e, e);
        }
    }

    private static void check(int status) throws DeliveryException {
        if (status / 100 == 2) {
            return;
        }
        String message = "the webhook answers " + status;
        if (status / 100 == 4 && !LATER.contains(status)) {
            throw DeliveryException.refused(message, null);
        }
        throw DeliveryException.later(message, null);
    }

    static String signature(String key, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
