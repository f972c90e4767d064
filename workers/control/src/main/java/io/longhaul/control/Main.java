package io.longhaul.control;

import io.longhaul.runtime.process.ProcessMain;

/** The control worker. */
public final class Main {
    private Main() {}

    /** Runs it: {@code --config FILE}, or {@code --help}. */
    public static void main(String[] arguments) {
        new ProcessMain(
                        "control",
                        "Runs the workflows of jobs, starts and reconciles them, and turns what nodes see into state.",
                        ControlParameters.ALL)
                .run(arguments, ControlProcess::start);
    }
}
