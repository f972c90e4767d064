package io.longhaul.cli.http;

/** Something answers that does not speak Longhaul's API: asking again does not help. */
public class ForeignAnswerException extends UnreachableException {
    private static final long serialVersionUID = 1L;

    public ForeignAnswerException(String message, Throwable cause) {
        super("what answers at this address does not speak Longhaul's API: " + message, cause);
    }
}
