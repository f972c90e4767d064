package io.longhaul.stack.process;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends an ephemeral process and removes its folder when this JVM dies without doing so, even by {@code SIGKILL}: a
 * shell waits for the end of a pipe that only we hold.
 */
public final class Watchdog implements AutoCloseable {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r word
            [ "$word" = done ] && exit 0
            kill -s KILL -- "-$1" 2>/dev/null
            for process in /proc/[0-9]*; do
              [ "$process/root/run/libvirt" -ef "$2/run" ] && kill -s KILL "${process#/proc/}" 2>/dev/null
            done
            sleep 1
            rm -rf -- "$2"
            """;

    /** For a stack: every process that a pid file names, and the guests in the name space of its libvirtd. */
    private static final String STACK_SCRIPT = """
            trap '' INT TERM HUP
            read -r word
            [ "$word" = done ] && exit 0
            for file in "$1"/run/*/pid; do
              read -r pid rest < "$file" && kill -s KILL -- "-$pid" 2>/dev/null
            done
            for process in /proc/[0-9]*; do
              [ "$process/root/run/libvirt" -ef "$1/run/libvirt/run" ] && kill -s KILL "${process#/proc/}" 2>/dev/null
            done
            sleep 1
            rm -rf -- "$1"
            """;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches over {@code process}, whose files are all in {@code folder}. */
    public static Watchdog over(OwnProcess process, Path folder) {
        return start(SCRIPT, Long.toString(process.pid()), folder.toString());
    }

    /** Watches over the stack whose state is in {@code state}. */
    public static Watchdog overStack(Path state) {
        return start(STACK_SCRIPT, state.toString());
    }

    private static Watchdog start(String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", script, "longhaul-watchdog"));
        words.addAll(List.of(arguments));
        try {
            return new Watchdog(new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new StackException("cannot start a watchdog: " + e.getMessage(), e);
        }
    }

    /** The process was ended in order: nothing is left to do. */
    @Override
    public void close() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write("done\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StackException("the watchdog is gone: " + e.getMessage(), e);
        }
    }
}
