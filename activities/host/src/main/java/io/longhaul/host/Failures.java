package io.longhaul.host;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Map;

/** Failures of the host's parts, typed. */
public final class Failures {
    private Failures() {}

    /** A failure with facts and its cause. */
    public static LonghaulException of(FailureCode code, String message, Map<String, String> facts, Throwable cause) {
        return new LonghaulException(new Failure(code, message, facts), null, cause);
    }

    /** A failure to read or write files of the node: {@code STORAGE_FULL} or {@code STORAGE_ERROR}. */
    public static LonghaulException storage(String what, IOException cause) {
        String words = String.valueOf(cause.getMessage());
        String reason = cause instanceof FileSystemException e && e.getReason() != null ? e.getReason() : words;
        FailureCode code = saysFull(reason) ? FailureCode.STORAGE_FULL : FailureCode.STORAGE_ERROR;
        return of(code, what + ": " + words, Map.of("cause", cause.getClass().getSimpleName()), cause);
    }

    /** Whether a tool's or the system's words are those of ENOSPC or EDQUOT, which have no other form in Java. */
    public static boolean saysFull(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }
}
