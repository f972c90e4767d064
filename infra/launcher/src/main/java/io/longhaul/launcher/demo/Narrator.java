package io.longhaul.launcher.demo;

import io.longhaul.cli.output.Quantity;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Says what the demo does while it does it: a numbered line per step, what it found, and how long it took. */
final class Narrator {
    private final PrintWriter out;
    private final int steps;
    private int step;
    private String log = "";

    Narrator(PrintWriter out, int steps) {
        this.out = out;
        this.steps = steps;
    }

    /**
     * Does one step.
     *
     * @param part the part of the stack whose log explains a failure of this step
     */
    <T> T step(String title, String part, Supplier<T> work) {
        step++;
        log = part;
        out.println();
        out.println("[" + step + "/" + steps + "] " + title);
        out.flush();
        long start = System.nanoTime();
        T result = work.get();
        say("done in " + Quantity.duration(Duration.ofNanos(System.nanoTime() - start)));
        return result;
    }

    /** A line below the step's title. */
    void say(String line) {
        out.println("      " + line);
        out.flush();
    }

    /** A line at the margin. */
    void line(String line) {
        out.println(line);
        out.flush();
    }

    /** The part whose log explains a failure of the present step. */
    String log() {
        return log;
    }

    PrintWriter out() {
        return out;
    }
}
