package io.longhaul.launcher.demo;

import io.longhaul.cli.output.Quantity;
import io.longhaul.schemas.event.JobEvent;

/** An event of a job as one line. */
final class EventText {
    private EventText() {}

    static String line(JobEvent event) {
        String what = event.step() == null
                ? event.state() + (event.terminal() ? ", terminal" : "")
                : "step " + event.step().name() + " " + event.step().state();
        return String.format(
                "%s  %-14s %3d  %s",
                Quantity.time(event.at()), event.operation().wireName(), event.sequence(), what);
    }
}
