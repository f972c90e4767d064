package io.longhaul.host;

import io.longhaul.schemas.job.Progress;

/**
 * Tells how far long work is, and learns whether it is still wanted.
 *
 * <p>An implementation throws what the caller must let through; the work then goes on outside or not as the exception's
 * kind demands, see {@link io.longhaul.host.activity.NodeWorkActivities}.
 */
@FunctionalInterface
public interface Heartbeat {
    /** For work that nobody watches. */
    Heartbeat NONE = progress -> {};

    /** Reports progress. */
    void beat(Progress progress);

    /**
     * Reports progress that is counted in steps too coarse to show whether the work moves, as {@code qemu-img} counts it.
     *
     * @param written changes whenever the work writes, for instance the time of its file's last change
     */
    default void beat(Progress progress, long written) {
        beat(progress);
    }
}
