package io.longhaul.stack.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Drains a stream beside the waiting for its process, so that a full pipe never blocks the process. */
final class OutputReader {

    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final Thread thread;

    private OutputReader(InputStream stream) {
        thread = new Thread(() -> drain(stream), "output-reader");
        thread.setDaemon(true);
    }

    static OutputReader of(InputStream stream) {
        OutputReader reader = new OutputReader(stream);
        reader.thread.start();
        return reader;
    }

    /** Everything up to the end; bounded, because a surviving grandchild can hold the pipe open. */
    byte[] all() throws InterruptedException {
        thread.join(2_000);
        return collected.toByteArray();
    }

    String soFar() {
        return collected.toString(StandardCharsets.UTF_8).strip();
    }

    private void drain(InputStream stream) {
        try (stream) {
            stream.transferTo(collected);
        } catch (IOException e) {
            // The process was destroyed: what was read is what there is.
            return;
        }
    }
}
