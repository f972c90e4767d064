package io.longhaul.stack.part;

import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A server that is not ours but that we run.
 *
 * @param folder of the part
 * @param starter starts it unless it runs, and waits until it serves
 * @param addressing its address once it was started
 * @param readiness whether it serves
 * @param stopSignal asks it to end in order
 */
record ServerDriver(
        Path folder, Runnable starter, Supplier<String> addressing, BooleanSupplier readiness, String stopSignal)
        implements PartDriver {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    @Override
    public Optional<String> address() {
        return Files.isDirectory(folder) && Files.exists(Daemon.logFile(folder))
                ? Optional.of(addressing.get())
                : Optional.empty();
    }

    @Override
    public Optional<OwnProcess> process() {
        return Daemon.attach(folder);
    }

    /** Its version is pinned: a build seldom changes it, and {@code down} is there for that. */
    @Override
    public boolean isOutdated() {
        return false;
    }

    @Override
    public void start() {
        starter.run();
    }

    @Override
    public void stop() {
        process().ifPresent(process -> process.stop(stopSignal, STOP_LIMIT));
    }

    @Override
    public boolean ready() {
        return readiness.getAsBoolean();
    }
}
