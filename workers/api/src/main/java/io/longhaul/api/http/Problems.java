package io.longhaul.api.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.longhaul.api.json.Json;
import io.longhaul.inventory.Principal;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.failure.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure with a problem document (RFC 9457). What went wrong inside goes to the log only. */
final class Problems {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final int DRAIN_BYTES = 32 << 20;
    private static final long DRAIN_NANOS = 5_000_000_000L;

    private final List<Route> routes;

    Problems(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    void answer(Context context, Exception exception) {
        Principal caller = context.attribute(Attributes.CALLER);
        String instance = Attributes.instance(context);
        String pointer = exception instanceof LonghaulException known ? known.pointer() : null;
        Failure failure = failure(exception, context);
        if (failure.code().httpStatus() >= 500) {
            log.warn("request failed: {}", failure.message(), exception);
        }
        Problem problem = ProblemText.of(failure, pointer, instance, caller != null && caller.operator());
        headers(context, problem);
        context.status(problem.status()).contentType(CONTENT_TYPE);
        if (problem.code() == FailureCode.REQUEST_TOO_LARGE) {
            answerBeforeTheBodyEnds(context, problem);
        } else {
            context.result(Json.bytes(problem));
        }
    }

    private Failure failure(Exception exception, Context context) {
        if (exception instanceof LonghaulException known) {
            return known.failure();
        }
        if (exception instanceof HttpResponseException http) {
            return ofStatus(http.getStatus(), context);
        }
        return Failure.of(FailureCode.INTERNAL, null);
    }

    private Failure ofStatus(int status, Context context) {
        return switch (status) {
            case 404 -> Failure.of(FailureCode.NOT_FOUND, "The API has no such address; see /openapi.yaml.");
            case 405 ->
                Failure.of(
                        FailureCode.METHOD_NOT_ALLOWED,
                        "This address takes " + String.join(", ", Addresses.methods(routes, context.path())) + ".");
            case 413 -> Failure.of(FailureCode.REQUEST_TOO_LARGE, null);
            case 400 -> Failure.of(FailureCode.REQUEST_MALFORMED, "The request is not valid HTTP.");
            default -> Failure.of(FailureCode.INTERNAL, null);
        };
    }

    private void headers(Context context, Problem problem) {
        context.header("Cache-Control", "no-store");
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer realm=\"longhaul\"");
        }
        if (problem.status() == 405) {
            context.header("Allow", String.join(", ", Addresses.methods(routes, context.path())));
        }
        if (problem.status() == 503) {
            context.header("Retry-After", RETRY_AFTER_SECONDS);
        }
    }

    /**
     * A client that still sends would lose the answer to a reset connection; so the answer goes out first, and what
     * still comes is thrown away for a while, as RFC 9112, section 9.6 advises.
     */
    private static void answerBeforeTheBodyEnds(Context context, Problem problem) {
        byte[] document = Json.bytes(problem);
        context.header("Connection", "close");
        try {
            context.res().setContentLength(document.length);
            context.res().getOutputStream().write(document);
            context.res().flushBuffer();
            drain(context.req().getInputStream());
        } catch (IOException e) {
            log.debug("the client of a too large request went away", e);
        }
    }

    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long end = System.nanoTime() + DRAIN_NANOS;
        long left = DRAIN_BYTES;
        for (int count = body.read(buffer); count >= 0 && left > 0 && System.nanoTime() < end; ) {
            left -= count;
            count = body.read(buffer);
        }
    }
}
