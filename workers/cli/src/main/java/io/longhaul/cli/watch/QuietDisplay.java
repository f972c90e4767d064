package io.longhaul.cli.watch;

/** Shows nothing, for a wait without progress. */
public final class QuietDisplay implements JobDisplay {
    @Override
    public void show(JobUpdate update) {
        // Only the end is of interest.
    }

    @Override
    public void away(String why) {
        // The wait goes on; when it is given up, the exception tells.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
