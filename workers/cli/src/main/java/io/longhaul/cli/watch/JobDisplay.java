package io.longhaul.cli.watch;

/** Shows a job while it is followed. */
public interface JobDisplay extends AutoCloseable {
    /** Shows its next state; called once for each that arrives, in order. */
    void show(JobUpdate update);

    /** Called while the API does not answer, once per outage. */
    void away(String why);

    /** Takes what is still moving off the screen. */
    @Override
    void close();
}
