package io.longhaul.stack;

/** A part of the stack could not be prepared, started or stopped. The message says which and what to do next. */
public class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
