package io.longhaul.stack.part;

import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One part of the stack, which can be started, ended, killed and frozen by itself. */
public final class Part {

    private final String name;
    private final List<String> needs;
    private final PartDriver driver;

    /**
     * A part.
     *
     * @param needs names of the parts that must serve before it starts
     */
    public Part(String name, List<String> needs, PartDriver driver) {
        this.name = name;
        this.needs = List.copyOf(needs);
        this.driver = driver;
    }

    public String name() {
        return name;
    }

    /** Names of the parts that must serve before it starts. */
    public List<String> needs() {
        return needs;
    }

    /** Where clients find it; empty when it was never started. */
    public Optional<String> address() {
        return driver.address();
    }

    /** Its process id; empty when it does not run. */
    public Optional<Long> pid() {
        return driver.process().map(OwnProcess::pid);
    }

    public Path folder() {
        return driver.folder();
    }

    public Path log() {
        return Daemon.logFile(driver.folder());
    }

    /** True when it runs an older build than the one that {@link #start()} would start. */
    public boolean isOutdated() {
        return driver.isOutdated();
    }

    /** Starts it unless it runs, again when it is outdated; returns when it serves. */
    public Part start() {
        driver.start();
        return this;
    }

    /** Ends it in order; does nothing when it does not run. */
    public void stop() {
        driver.stop();
    }

    /** {@code SIGKILL} to its process only; what it started goes on. Returns when it is gone. */
    public void kill9() {
        withProcess(OwnProcess::kill9);
    }

    /** {@code SIGSTOP}: it keeps its connections and does nothing. */
    public void freeze() {
        withProcess(OwnProcess::freeze);
    }

    /** {@code SIGCONT}. */
    public void thaw() {
        withProcess(OwnProcess::thaw);
    }

    /** What it is doing now. */
    public PartStatus status() {
        Optional<OwnProcess> process = driver.process();
        PartState state = process.isEmpty()
                ? PartState.STOPPED
                : process.get().isFrozen() ? PartState.FROZEN : driver.ready() ? PartState.RUNNING : PartState.UNREADY;
        return new PartStatus(
                name,
                state,
                address().orElse(null),
                process.map(OwnProcess::pid).orElse(null),
                log().toString());
    }

    private void withProcess(Consumer<OwnProcess> action) {
        action.accept(driver.process().orElseThrow(() -> new StackException(name + " does not run")));
    }
}
