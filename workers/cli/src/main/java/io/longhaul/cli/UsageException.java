package io.longhaul.cli;

/** The local configuration or a local file does not allow to ask the API; the message says what to do. */
public class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
