package io.longhaul.stack.process;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends an ephemeral process and removes its folder when this JVM dies without doing so, even by {@code SIGKILL}: a
 * shell waits for the end of a pipe that only we hold.
 */
public final class Watchdog implements AutoCloseable {

    /**
     * Every process that a pid file in {@code $1} names, and the guests in the name space of its libvirtd, wherever that
     * is below. A pid file comes first, because a killed libvirtd starts no more guests.
     */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r word
            [ "$word" = done ] && exit 0
            for file in "$1"/pid "$1"/run/*/pid; do
              read -r pid rest < "$file" && kill -s KILL -- "-$pid" 2>/dev/null
            done
            for process in /proc/[0-9]*; do
              seen=$process/root # the file system as that process sees it, proc(5)
              for guests in "$1/run" "$1/run/libvirt/run"; do
                [ "$seen/run/libvirt" -ef "$guests" ] && kill -s KILL "${process#/proc/}" 2>/dev/null
              done
            done
            sleep 1
            for name in "$1"/ns/*; do
              umount "$name" 2>/dev/null # a network namespace that has its name there
            done
            rm -rf -- "$1"
            """;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches over the process in {@code folder}, or over the stack whose state is there. */
    public static Watchdog over(Path folder) {
        try {
            return new Watchdog(new ProcessBuilder(command(folder))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new StackException("cannot start a watchdog: " + e.getMessage(), e);
        }
    }

    static List<String> command(Path folder) {
        return List.of("setsid", "sh", "-c", SCRIPT, "longhaul-watchdog", folder.toString());
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
