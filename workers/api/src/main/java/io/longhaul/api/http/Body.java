package io.longhaul.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.longhaul.api.json.StrictJson;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.util.Locale;

/** The JSON in a request's body. No more of it is held than {@link #LIMIT_BYTES}. */
final class Body {
    /** The largest body, in bytes. */
    static final int LIMIT_BYTES = 1 << 20;

    private Body() {}

    static JsonNode read(Context context, boolean optional) {
        if (context.req().getContentLengthLong() > LIMIT_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = bytes(context);
        if (bytes.length == 0 && optional) {
            return JsonNodeFactory.instance.objectNode();
        }
        requireJson(context.contentType());
        return StrictJson.read(bytes);
    }

    private static byte[] bytes(Context context) {
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new LonghaulException(
                    io.longhaul.schemas.failure.Failure.of(
                            FailureCode.REQUEST_MALFORMED, "The request body ended early or came too slowly."),
                    null,
                    e);
        }
    }

    private static void requireJson(String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String media = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        String rest = parameters < 0
                ? ""
                : type.substring(parameters + 1).replace("\"", "").strip();
        boolean utf8 = rest.isEmpty() || rest.equals("charset=utf-8");
        if (!media.equals("application/json") || !utf8) {
            throw LonghaulException.of(
                    FailureCode.CONTENT_TYPE_UNSUPPORTED,
                    contentType == null
                            ? "The request has a body and no content type."
                            : "The content type is neither 'application/json' nor the same with 'charset=utf-8'.");
        }
    }

    private static LonghaulException tooLarge() {
        return LonghaulException.of(
                FailureCode.REQUEST_TOO_LARGE, "The body is larger than " + LIMIT_BYTES + " bytes.");
    }
}
