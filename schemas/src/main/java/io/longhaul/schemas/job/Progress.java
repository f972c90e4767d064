package io.longhaul.schemas.job;

/**
 * How far a running step is; read from the heartbeat of its activity, never stored.
 *
 * @param phase what is being done, in a word or two, for instance {@code block pull}
 * @param bytesDone bytes done so far; 0 when not counted
 * @param bytesTotal bytes in all; 0 when not known
 * @param bytesPerSecond present rate; 0 when not known
 */
public record Progress(String phase, long bytesDone, long bytesTotal, long bytesPerSecond) {
    /** A phase without counted bytes. */
    public static Progress phase(String phase) {
        return new Progress(phase, 0, 0, 0);
    }

    /** Percent done, 0 to 100, or null when the total is not known. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public Integer percent() {
        return bytesTotal <= 0 ? null : (int) Math.min(100, bytesDone * 100 / bytesTotal);
    }
}
