package io.longhaul.stack.process;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;

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
            rm -rf -- "$2"
            """;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches over {@code process}, whose files are all in {@code folder}. */
    public static Watchdog over(OwnProcess process, Path folder) {
        try {
            Process shell = new ProcessBuilder(
                            "setsid", "sh", "-c", SCRIPT, "longhaul-watchdog", "" + process.pid(), folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(shell);
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
