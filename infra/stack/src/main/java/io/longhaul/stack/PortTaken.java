package io.longhaul.stack;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Between the choice of a free port and the server's bind another program may take the port. Then the server ends, and
 * a new start chooses another.
 */
public final class PortTaken extends StackException {

    private static final int ATTEMPTS = 4;

    private PortTaken(String message) {
        super(message);
    }

    /** The failure of a server that has ended: {@link PortTaken} when another program listens on one of its ports. */
    public static StackException orFailure(String message, Integer... ports) {
        return Arrays.stream(ports).anyMatch(Ports::isListening) ? new PortTaken(message) : new StackException(message);
    }

    /** Starts, and starts again while a port was taken. */
    public static <T> T retried(Supplier<T> start) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.get();
            } catch (PortTaken e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
