package io.longhaul.host.process;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts tools. Words of a tool are shown to operators, and never decide anything but whether the disk was full. */
public final class ToolRunner {
    private static final long STATUS_SECONDS = 10;
    private static final int MOST_OUTPUT = 1 << 20;
    private static final int MOST_WORDS = 2000;

    private final ExecutorService readers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tool-output");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Runs a tool to its end and answers with what it wrote to its standard output, at most 1 MiB.
     *
     * @param input what it reads; may be empty
     * @throws LonghaulException {@code TOOL_FAILED}, {@code STORAGE_FULL} or {@code DEADLINE_EXCEEDED}; the tool is gone
     */
    public String run(Tool tool, byte[] input, Duration deadline) {
        Process process = start(tool, null);
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> words = read(process.getErrorStream());
        try (OutputStream target = process.getOutputStream()) {
            target.write(input);
        } catch (IOException e) {
            // It ended without reading; its exit status says why.
            words.complete("");
        }
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw LonghaulException.of(
                        FailureCode.DEADLINE_EXCEEDED,
                        program(tool) + " took longer than " + deadline.toSeconds() + " s",
                        Map.of("call", program(tool)));
            }
            String wrote = output.get(5, TimeUnit.SECONDS);
            if (process.exitValue() != 0) {
                throw failed(program(tool), process.exitValue(), words.get(5, TimeUnit.SECONDS));
            }
            return wrote;
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw Failures.of(FailureCode.DEADLINE_EXCEEDED, program(tool) + " was interrupted", Map.of(), e);
        } catch (ExecutionException | TimeoutException e) {
            end(process);
            throw Failures.of(FailureCode.TOOL_FAILED, program(tool) + " cannot be heard", Map.of(), e);
        }
    }

    /** Runs a tool to its end with everything that it writes in a file; fails as {@link #run} does. */
    public void runInto(Tool tool, Path output, Duration deadline) {
        Process process = start(tool, output);
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw LonghaulException.of(
                        FailureCode.DEADLINE_EXCEEDED,
                        program(tool) + " took longer than " + deadline.toSeconds() + " s",
                        Map.of("call", program(tool)));
            }
            if (process.exitValue() != 0) {
                throw failed(program(tool), process.exitValue(), java.nio.file.Files.readString(output));
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw Failures.of(FailureCode.DEADLINE_EXCEEDED, program(tool) + " was interrupted", Map.of(), e);
        } catch (IOException e) {
            throw Failures.of(FailureCode.TOOL_FAILED, program(tool) + " cannot be heard", Map.of(), e);
        }
    }

    /** Starts a tool that outlives this process, with everything that it writes in a file. */
    public Process startDetached(Tool tool, Path output) {
        return start(tool, output);
    }

    /**
     * Whether a process that nobody finds any more ended well. The kernel says first that it has ended, and only then with what
     * status; that is waited for.
     */
    public static boolean endedWell(Process process) {
        try {
            return process.waitFor(STATUS_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The failure of a tool that ended with that status and those words. */
    public static LonghaulException failed(String program, int status, String words) {
        String shown = words.length() > MOST_WORDS ? words.substring(words.length() - MOST_WORDS) : words;
        FailureCode code = Failures.saysFull(words) ? FailureCode.STORAGE_FULL : FailureCode.TOOL_FAILED;
        return LonghaulException.of(
                code,
                program + " ended with status " + status,
                Map.of("tool", program, "status", Integer.toString(status), "words", shown.strip()));
    }

    private static Process start(Tool tool, Path output) {
        ProcessBuilder builder = new ProcessBuilder(tool.fullCommand());
        Map<String, String> environment = builder.environment();
        // Locale C keeps the words readable for everybody; nothing else of the worker's environment is needed. Each of
        // malloc's
        // arenas takes address space, which is limited, and a tool of many threads has one for each on a machine of
        // many cores.
        String path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "MTOOLS_SKIP_CHECK", "1", "MALLOC_ARENA_MAX", "2"));
        if (tool.mark() != null) {
            environment.put(Tool.MARK, tool.mark());
        }
        if (output != null) {
            builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw Failures.of(
                    FailureCode.TOOL_FAILED, program(tool) + " cannot be started: " + e.getMessage(), Map.of(), e);
        }
    }

    private static void end(Process process) {
        ProcessEnd.endAll(() -> ProcessIdentity.of(process.pid()).filter(p -> process.isAlive()).stream()
                .toList());
    }

    private CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> drain(stream), readers);
    }

    private static String drain(InputStream stream) {
        try (stream) {
            String text = new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            stream.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            return "";
        }
    }

    private static String program(Tool tool) {
        List<String> command = tool.command();
        return command.size() > 1 && !command.get(1).startsWith("-")
                ? command.get(0) + " " + command.get(1)
                : command.get(0);
    }
}
