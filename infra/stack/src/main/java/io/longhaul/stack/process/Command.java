package io.longhaul.stack.process;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A short command that is run to its end.
 *
 * @param words program and arguments
 * @param environment added to ours
 * @param folder where it runs; null for ours
 * @param limit how long it may take
 */
public record Command(List<String> words, Map<String, String> environment, Path folder, Duration limit) {

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(limit, "limit");
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has a program");
        }
    }

    /** A command with our environment and two minutes. */
    public static Command of(List<String> words) {
        return new Command(words, Map.of(), null, Duration.ofMinutes(2));
    }

    public static Command of(String... words) {
        return of(List.of(words));
    }

    public Command in(Path newFolder) {
        return new Command(words, environment, newFolder, limit);
    }

    public Command within(Duration newLimit) {
        return new Command(words, environment, folder, newLimit);
    }

    public Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(words, more, folder, limit);
    }

    /**
     * Runs it.
     *
     * @return standard output and error, together
     * @throws StackException with the output when it cannot be started, fails, or takes longer than its limit
     */
    public String run() {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        Process process = start(builder);
        try {
            process.getOutputStream().close();
            OutputReader reader = OutputReader.of(process.getInputStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new StackException(name() + " took longer than " + limit.toSeconds() + " s: " + reader.soFar());
            }
            String output = new String(reader.all(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new StackException(name() + " failed with status " + process.exitValue() + ": " + output.strip());
            }
            return output;
        } catch (IOException e) {
            process.destroyForcibly();
            throw new StackException(name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException(name() + " was interrupted", e);
        }
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new StackException("cannot run " + name() + ": " + e.getMessage(), e);
        }
    }

    private String name() {
        return words.get(0);
    }
}
