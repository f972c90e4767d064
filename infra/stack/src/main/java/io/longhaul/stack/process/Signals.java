package io.longhaul.stack.process;

import java.util.List;

/** Signals that the Java API does not offer (only {@code TERM} and {@code KILL} are). */
final class Signals {

    private Signals() {}

    static void send(String signal, String target) {
        sendQuietly(signal, target);
    }

    /** The target may be gone meanwhile: that is not an error. */
    static void sendQuietly(String signal, String target) {
        Command.of(List.of("sh", "-c", "kill -s \"$1\" -- \"$2\" 2>/dev/null || true", "kill", signal, target))
                .run();
    }
}
