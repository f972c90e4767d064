package io.longhaul.host.flatten;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;

/** Waits between two looks. */
public final class Pause {
    private Pause() {}

    /** Waits that long; {@code WORKER_LOST} when the worker is told to end meanwhile. */
    public static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LonghaulException.of(FailureCode.WORKER_LOST, "the worker ends; what runs outside goes on");
        }
    }
}
