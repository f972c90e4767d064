package io.longhaul.host.process;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Ends process groups and looks whether they are gone. */
public final class ProcessEnd {
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ProcessEnd() {}

    /**
     * Ends every process that the search finds, each with its group: asked first, then killed.
     *
     * @param search finds what must be gone; asked again until it finds nothing
     * @return whether there was anything to end
     * @throws LonghaulException {@code DEADLINE_EXCEEDED} when something survives, for instance in uninterruptible I/O
     */
    public static boolean endAll(Supplier<List<ProcessIdentity>> search) {
        return endAll(search, GRACE);
    }

    /** The same, with another time between asking and killing. */
    public static boolean endAll(Supplier<List<ProcessIdentity>> search, Duration grace) {
        List<ProcessIdentity> found = search.get();
        if (found.isEmpty()) {
            return false;
        }
        found.forEach(process -> Signals.send(process, Signals.TERM));
        long start = System.nanoTime();
        for (found = search.get(); !found.isEmpty(); found = search.get()) {
            long waited = System.nanoTime() - start;
            if (waited > grace.toNanos()) {
                found.forEach(process -> Signals.send(process, Signals.KILL));
            }
            if (waited > PATIENCE.toNanos()) {
                throw LonghaulException.of(
                        FailureCode.DEADLINE_EXCEEDED,
                        "a process survives being killed",
                        Map.of("pids", found.toString(), "call", "kill"));
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LonghaulException.of(FailureCode.DEADLINE_EXCEEDED, "interrupted while a process was being ended");
        }
    }
}
