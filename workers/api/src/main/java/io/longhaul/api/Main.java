package io.longhaul.api;

import io.longhaul.runtime.process.ProcessMain;

/** The API. */
public final class Main {
    private Main() {}

    /** Runs it: {@code --config FILE}, or {@code --help}. */
    public static void main(String[] arguments) {
        new ProcessMain(
                        "api",
                        "Serves the API: jobs are submitted, watched and decided on over HTTP.",
                        ApiParameters.all())
                .run(arguments, ApiProcess::start);
    }
}
