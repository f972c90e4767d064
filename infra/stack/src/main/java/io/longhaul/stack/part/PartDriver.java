package io.longhaul.stack.part;

import io.longhaul.stack.process.OwnProcess;
import java.nio.file.Path;
import java.util.Optional;

/** What differs from part to part of the stack. */
public interface PartDriver {

    /** Folder with its pid file, log, configuration and data. */
    Path folder();

    /** Where clients find it, as they write it; empty when it was never started. */
    Optional<String> address();

    /** The process, when it runs. */
    Optional<OwnProcess> process();

    /** True when it runs an older build than the one that {@link #start()} would start. */
    boolean isOutdated();

    /** Starts it unless it runs, again when it is outdated, and returns when it serves. */
    void start();

    /** Ends it in order and waits for the end; does nothing when it does not run. */
    void stop();

    /** True when it serves now; asked of a running process only. */
    boolean ready();
}
