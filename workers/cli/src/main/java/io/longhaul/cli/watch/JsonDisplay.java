package io.longhaul.cli.watch;

import java.io.PrintWriter;

/** For scripts: each state as one line of JSON, exactly as the API sent it. */
public final class JsonDisplay implements JobDisplay {
    private final PrintWriter out;

    public JsonDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(JobUpdate update) {
        out.println(update.json());
        out.flush();
    }

    @Override
    public void away(String why) {
        // The next line tells; standard output holds JSON only.
    }

    @Override
    public void close() {
        out.flush();
    }
}
