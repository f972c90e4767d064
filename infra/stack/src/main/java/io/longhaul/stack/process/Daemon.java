package io.longhaul.stack.process;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a long-lived process of the stack is started: in its own session, so that it outlives us and the terminal, with
 * its output appended to a log and its identity in a pid file.
 *
 * @param command program and arguments
 * @param environment added to ours
 * @param folder holds {@code pid} and {@code log}; the process runs in it
 */
public record Daemon(List<String> command, Map<String, String> environment, Path folder) {

    public Daemon {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(folder, "folder");
    }

    public static Daemon of(Path folder, List<String> command) {
        return new Daemon(command, Map.of(), folder);
    }

    public static Path pidFile(Path folder) {
        return folder.resolve("pid");
    }

    public static Path logFile(Path folder) {
        return folder.resolve("log");
    }

    /** The process of an earlier start in this folder, when it still runs. */
    public static java.util.Optional<OwnProcess> attach(Path folder) {
        return OwnProcess.attach(pidFile(folder));
    }

    /**
     * Starts it.
     *
     * @throws StackException when the program cannot be started
     */
    public OwnProcess start() {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command);
        try {
            Files.createDirectories(folder);
            Process process = builder(words).start();
            // setsid and every wrapper here exec in place, so the pid is the program's.
            ProcessId id = ProcessId.of(process.pid())
                    .orElseThrow(() -> new StackException(command.get(0) + " ended at once: " + logTail()));
            Files.writeString(pidFile(folder), id.format());
            return new OwnProcess(id, pidFile(folder));
        } catch (IOException e) {
            throw new StackException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** The last lines of the log, for messages. */
    public String logTail() {
        return logTail(folder);
    }

    /** The last lines of the log in {@code folder}, for messages. */
    public static String logTail(Path folder) {
        try {
            List<String> lines = Files.readAllLines(logFile(folder));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no log in " + folder + ")";
        } catch (UncheckedIOException e) {
            return "(unreadable log in " + folder + ")";
        }
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile(folder).toFile()));
        builder.environment().putAll(environment);
        return builder;
    }
}
