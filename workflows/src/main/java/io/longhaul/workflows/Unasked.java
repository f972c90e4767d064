package io.longhaul.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;

/** What is said of a host that has given no answer. */
public final class Unasked {
    private Unasked() {}

    /** For people: who, and why. */
    public static String words(String who, ActivityFailure failure) {
        return who + " could not be asked: " + why(failure.getCause() == null ? failure : failure.getCause());
    }

    private static String why(Throwable cause) {
        if (cause instanceof TimeoutFailure) {
            return "it did not answer in time; does its worker run?";
        }
        return cause instanceof ApplicationFailure failure ? failure.getOriginalMessage() : cause.getMessage();
    }
}
