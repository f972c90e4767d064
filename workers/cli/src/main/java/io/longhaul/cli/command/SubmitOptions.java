package io.longhaul.cli.command;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a submission is made and waited for. */
final class SubmitOptions {
    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key and request never make two jobs. Default: a new one.")
    private String key;

    @ArgGroup
    private Waiting waiting;

    String key() {
        return key == null ? java.util.UUID.randomUUID().toString() : key;
    }

    boolean waits() {
        return waiting != null;
    }

    boolean watches() {
        return waiting != null && waiting.watch;
    }

    private static final class Waiting {
        @Option(names = "--wait", description = "Wait for the job's end; the exit status says how it ended.")
        @SuppressWarnings("UnusedVariable") // its presence makes the group present
        private boolean wait;

        @Option(names = "--watch", description = "The same, showing each step with its progress.")
        private boolean watch;
    }
}
