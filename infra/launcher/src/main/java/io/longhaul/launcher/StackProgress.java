package io.longhaul.launcher;

import io.longhaul.stack.StackListener;
import java.io.PrintWriter;
import java.time.Duration;

/** Says what the stack does, a line each. */
public record StackProgress(PrintWriter out) implements StackListener {

    @Override
    public void starting(String part) {
        say("starting %s", part);
    }

    @Override
    public void running(String part) {
        say("%s is running", part);
    }

    @Override
    public void outdated(String part) {
        say("restarting %s, which runs an older build", part);
    }

    @Override
    public void serving(String part, Duration after) {
        say("%s serves (%.1f s)", part, after.toMillis() / 1000.0);
    }

    @Override
    public void stopped(String part) {
        say("%s has ended", part);
    }

    private synchronized void say(String format, Object... values) {
        out.printf("  " + format + "%n", values);
        out.flush();
    }
}
