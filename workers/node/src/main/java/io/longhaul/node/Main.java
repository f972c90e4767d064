package io.longhaul.node;

import io.longhaul.runtime.process.ProcessMain;

/** The node worker. */
public final class Main {
    private Main() {}

    /** Runs it: {@code --config FILE}, or {@code --help}. */
    public static void main(String[] arguments) {
        new ProcessMain(
                        "node",
                        "Does the steps of jobs on one hypervisor host, and reports what the host has and runs.",
                        NodeParameters.ALL)
                .run(arguments, NodeProcess::start);
    }
}
