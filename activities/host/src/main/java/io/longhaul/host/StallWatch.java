package io.longhaul.host;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Progress;
import java.time.Duration;
import java.util.Map;

/**
 * A heartbeat that ends when counted work stands still: a person is to look, for nothing here can tell a slow storage from one
 * that hangs. The work outside is left as it is. What counts no bytes has a deadline of its own.
 */
public final class StallWatch implements Heartbeat {
    private final Heartbeat heartbeat;
    private final Duration patience;
    private Progress last = Progress.phase("");
    private long lastWritten;
    private long movedAt = System.nanoTime();

    /** Passes each beat on. */
    public StallWatch(Heartbeat heartbeat, Duration patience) {
        this.heartbeat = heartbeat;
        this.patience = patience;
    }

    /**
     * Reports progress.
     *
     * @throws LonghaulException {@code NO_PROGRESS} when for so long no byte was done
     */
    @Override
    public void beat(Progress progress) {
        beat(progress, 0);
    }

    @Override
    public void beat(Progress progress, long written) {
        long now = System.nanoTime();
        if (progress.bytesTotal() == 0
                || written != lastWritten
                || progress.bytesDone() != last.bytesDone()
                || !progress.phase().equals(last.phase())) {
            last = progress;
            lastWritten = written;
            movedAt = now;
        } else if (now - movedAt > patience.toNanos()) {
            throw LonghaulException.of(
                    FailureCode.NO_PROGRESS,
                    "no byte was done for " + patience.toSeconds() + " s",
                    Map.of(
                            "phase", progress.phase(),
                            "bytesDone", Long.toString(progress.bytesDone()),
                            "bytesTotal", Long.toString(progress.bytesTotal())));
        }
        heartbeat.beat(progress);
    }
}
