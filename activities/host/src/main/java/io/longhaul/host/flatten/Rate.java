package io.longhaul.host.flatten;

import io.longhaul.schemas.job.Progress;

/** Adds the mean rate since it was made to progress. */
final class Rate {
    private final long start = System.nanoTime();
    private long first = -1;

    Progress with(String phase, long done, long total) {
        if (first < 0) {
            first = done;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long rate = seconds < 0.1 ? 0 : Math.max(0, (long) ((done - first) / seconds));
        return new Progress(phase, done, total, rate);
    }
}
