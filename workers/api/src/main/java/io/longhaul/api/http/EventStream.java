package io.longhaul.api.http;

import io.javalin.http.Context;
import io.longhaul.api.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Server-sent events to one client (WHATWG HTML, section 9.2). The JSON that we write has no line breaks. */
public final class EventStream {
    public static final String CONTENT_TYPE = "text/event-stream;charset=utf-8";

    private final OutputStream output;

    private EventStream(OutputStream output) {
        this.output = output;
    }

    /** Begins the answer. Reconnecting clients wait for the time given, in milliseconds. */
    public static EventStream begin(Context context, long retryMilliseconds) {
        context.disableCompression();
        context.status(200).contentType(CONTENT_TYPE).header("Cache-Control", "no-store");
        context.header("X-Accel-Buffering", "no");
        try {
            EventStream stream = new EventStream(context.res().getOutputStream());
            stream.retry(retryMilliseconds);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the client how long to wait before it connects again, in milliseconds. */
    public void retry(long milliseconds) {
        write("retry: " + milliseconds + "\n\n");
    }

    /** Sends an event. */
    public void send(String name, String id, Object data) {
        write("id: " + id + "\nevent: " + name + "\ndata: " + new String(Json.bytes(data), StandardCharsets.UTF_8)
                + "\n\n");
    }

    /** Shows that the stream lives, and finds out whether the client still does. */
    public void keepAlive() {
        write(": alive\n\n");
    }

    private void write(String text) {
        try {
            output.write(text.getBytes(StandardCharsets.UTF_8));
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the client of an event stream went away", e);
        }
    }
}
