package io.longhaul.cli.http;

/** The API does not answer, or what answers is not the API. */
public class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
