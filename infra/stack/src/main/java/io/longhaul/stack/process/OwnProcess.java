package io.longhaul.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that we started, possibly from another JVM that has ended since. Identified by pid and start time, so a
 * reused pid is never signalled.
 */
public final class OwnProcess {

    private final ProcessId id;
    private final Path pidFile;

    OwnProcess(ProcessId id, Path pidFile) {
        this.id = id;
        this.pidFile = pidFile;
    }

    /** The process that {@code pidFile} names, when it still runs. A file that names a dead process is removed. */
    public static Optional<OwnProcess> attach(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            Optional<ProcessId> id = ProcessId.parse(Files.readString(pidFile));
            if (id.isPresent() && id.get().isAlive()) {
                return Optional.of(new OwnProcess(id.get(), pidFile));
            }
            Files.deleteIfExists(pidFile);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + pidFile, e);
        }
    }

    /** A process found otherwise and known to be ours; {@code pidFile} is removed when it ends, if it exists. */
    public static OwnProcess found(ProcessId id, Path pidFile) {
        return new OwnProcess(id, pidFile);
    }

    /** The process id; the process may have ended. */
    public long pid() {
        return id.pid();
    }

    public boolean isAlive() {
        return id.isAlive();
    }

    /** True when this process itself listens on TCP {@code port}. */
    public boolean listensOn(int port) {
        return ListeningSockets.listens(id.pid(), port);
    }

    /** True after {@link #freeze()}. */
    public boolean isFrozen() {
        return id.isStopped();
    }

    /** Sends {@code signal} (a name such as {@code INT}) to this process only; does nothing when it has ended. */
    public void signal(String signal) {
        if (id.isAlive()) {
            Signals.send(signal, Long.toString(id.pid()));
        }
    }

    /** {@code SIGKILL}, to this process only: its children stay, as after a crash. Returns when it is gone. */
    public void kill9() {
        signal("KILL");
        awaitEnd(Duration.ofSeconds(10));
        forget();
    }

    /** {@code SIGSTOP}: the process keeps its sockets and memory and does nothing until {@link #thaw()}. */
    public void freeze() {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    public void thaw() {
        signal("CONT");
    }

    /** Asks with {@code signal}, waits up to {@code grace}, then kills; in the end its process group is gone too. */
    public void stop(String signal, Duration grace) {
        signal("CONT");
        signal(signal);
        if (!awaitEnd(grace)) {
            signal("KILL");
            awaitEnd(Duration.ofSeconds(10));
        }
        // The group carries the pid of its leader, and no new process gets that pid while a member lives.
        Signals.sendQuietly("KILL", "-" + id.pid());
        forget();
    }

    /** True when the process ended within {@code limit}. */
    public boolean awaitEnd(Duration limit) {
        return Waiting.until(limit, () -> !id.isAlive());
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
