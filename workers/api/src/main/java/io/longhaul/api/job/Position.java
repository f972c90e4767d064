package io.longhaul.api.job;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a job's stream, written {@code VERSION.COUNTER}; it only grows.
 *
 * @param version the job's version, the sequence of its last event
 * @param counter counts what changed within the version: progress, attempts
 */
record Position(long version, long counter) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

    /** The place before anything. */
    static final Position START = new Position(-1, 0);

    /**
     * The place that a client has reached; {@link #START} when it does not say.
     *
     * @throws LonghaulException {@code FIELD_INVALID}
     */
    static Position of(String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return START;
        }
        Matcher matcher = TEXT.matcher(lastEventId);
        if (!matcher.matches()) {
            throw LonghaulException.of(
                    FailureCode.FIELD_INVALID,
                    "The header Last-Event-ID must be the id of an event of this stream, like 4.7.");
        }
        return new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** The place of the next event, which shows the job at a version. */
    Position next(long shown) {
        return shown == version ? new Position(version, counter + 1) : new Position(shown, 0);
    }

    @Override
    public String toString() {
        return version + "." + counter;
    }
}
