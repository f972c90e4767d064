package io.longhaul.relay;

/** The relay cannot go on with what it does; it lets go of its leadership and begins again after a pause. */
public final class RelayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public RelayException(String message) {
        super(message);
    }

    /** What is wrong, and why. */
    public RelayException(String message, Throwable cause) {
        super(message, cause);
    }
}
