package io.longhaul.cli.watch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream that stays silent too long: a peer that vanished without a word would block its reader for ever, and
 * {@code java.net.http} has no deadline for the body.
 */
final class SilenceGuard implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "silence-guard");
        thread.setDaemon(true);
        return thread;
    });
    private final InputStream guarded;
    private volatile long heardAt = System.nanoTime();

    SilenceGuard(InputStream stream, Duration silence) {
        this.guarded = new Listening(stream);
        long step = Math.max(1, silence.toMillis() / 10);
        var unused =
                timer.scheduleWithFixedDelay(() -> closeIfSilent(stream, silence), step, step, TimeUnit.MILLISECONDS);
    }

    /** The stream to read from. */
    InputStream guarded() {
        return guarded;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void closeIfSilent(InputStream stream, Duration silence) {
        if (System.nanoTime() - heardAt > silence.toNanos()) {
            try {
                stream.close();
            } catch (IOException e) {
                // The reader sees the end of the stream in any case.
            }
        }
    }

    private final class Listening extends FilterInputStream {
        Listening(InputStream stream) {
            super(stream);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            heardAt = System.nanoTime();
            return count;
        }
    }
}
