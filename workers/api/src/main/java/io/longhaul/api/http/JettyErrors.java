package io.longhaul.api.http;

import io.longhaul.api.json.Json;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that Jetty refuses before they reach a route: no valid HTTP, an ambiguous address, headers that are too large. */
final class JettyErrors extends ErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(JettyErrors.class);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String instance = Attributes.newInstance();
        log.info("refused before routing: status {}, instance {}", status, instance);
        Problem general = ProblemText.of(Failure.of(code(status), detail(status)), null, instance, false);
        Problem problem = new Problem(
                general.type(),
                general.title(),
                status,
                general.detail(),
                instance,
                general.code(),
                null,
                general.action(),
                general.facts());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(Json.bytes(problem)), callback);
        return true;
    }

    private static FailureCode code(int status) {
        if (status == 404) {
            return FailureCode.NOT_FOUND;
        }
        return status >= 500 && status != 505 ? FailureCode.INTERNAL : FailureCode.REQUEST_MALFORMED;
    }

    private static String detail(int status) {
        return switch (status) {
            case 414, 431 -> "The address or the headers are too large.";
            case 505 -> "The request is not HTTP/1.1.";
            default -> status < 500 ? "The request is not valid HTTP, or its address is ambiguous." : null;
        };
    }
}
