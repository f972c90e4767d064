package io.longhaul.cli.watch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known about the terminal. */
public final class Terminal {
    private Terminal() {}

    /**
     * Whether a person sees both output and errors of this process as they are written. {@code System.console()} does
     * not tell: it wants a terminal for the input too, and from Java 22 on it is never null.
     */
    public static boolean interactive() {
        return !"dumb".equals(System.getenv("TERM")) && terminal(1) && terminal(2);
    }

    /** Bars for a terminal, lines for everything else. */
    public static JobDisplay display(PrintWriter out) {
        return interactive() ? new BarDisplay(out) : new LineDisplay(out);
    }

    private static boolean terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
