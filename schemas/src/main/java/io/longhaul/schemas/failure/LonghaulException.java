package io.longhaul.schemas.failure;

import java.util.Map;
import java.util.Objects;

/** The root of Longhaul's exceptions: a {@link Failure}, and for a bad field the JSON pointer to it. */
public class LonghaulException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final String pointer;

    /** A failure that no single field caused. */
    public LonghaulException(Failure failure) {
        this(failure, null, null);
    }

    /**
     * A failure with its cause and field.
     *
     * @param pointer RFC 6901 pointer into the request, or null
     * @param cause nullable
     */
    public LonghaulException(Failure failure, String pointer, Throwable cause) {
        super(Objects.requireNonNull(failure, "failure").code() + ": " + failure.message(), cause);
        this.failure = failure;
        this.pointer = pointer;
    }

    /** A failure with a message only. */
    public static LonghaulException of(FailureCode code, String message) {
        return new LonghaulException(Failure.of(code, message));
    }

    /** A failure with facts. */
    public static LonghaulException of(FailureCode code, String message, Map<String, String> facts) {
        return new LonghaulException(new Failure(code, message, facts));
    }

    /** A failure of one field of the request. */
    public static LonghaulException atField(FailureCode code, String pointer, String message) {
        return new LonghaulException(Failure.of(code, message), pointer, null);
    }

    /** What failed. */
    public Failure failure() {
        return failure;
    }

    /** RFC 6901 pointer to the field that caused it, or null. */
    public String pointer() {
        return pointer;
    }
}
