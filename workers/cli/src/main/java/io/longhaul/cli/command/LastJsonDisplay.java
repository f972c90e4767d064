package io.longhaul.cli.command;

import io.longhaul.cli.watch.JobDisplay;
import io.longhaul.cli.watch.JobUpdate;
import java.io.PrintWriter;

/** For scripts that wait: the job's last state only, as one line of JSON. */
final class LastJsonDisplay implements JobDisplay {
    private final PrintWriter out;
    private String last;

    LastJsonDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(JobUpdate update) {
        last = update.json();
    }

    @Override
    public void away(String why) {
        // Standard output holds JSON only.
    }

    @Override
    public void close() {
        if (last != null) {
            out.println(last);
            out.flush();
        }
    }
}
