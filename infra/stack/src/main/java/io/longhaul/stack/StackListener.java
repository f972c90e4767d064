package io.longhaul.stack;

import java.time.Duration;

/** Hears what the stack does, from several threads at once. */
public interface StackListener {

    /** Hears nothing. */
    StackListener SILENT = new StackListener() {
        @Override
        public void starting(String part) {}

        @Override
        public void running(String part) {}

        @Override
        public void outdated(String part) {}

        @Override
        public void serving(String part, Duration after) {}

        @Override
        public void stopped(String part) {}
    };

    /** A part is about to be started. */
    void starting(String part);

    /** A part runs already, and serves; nothing was done to it. */
    void running(String part);

    /** A part runs an older build, and is about to be ended and started. */
    void outdated(String part);

    /** A part serves. */
    void serving(String part, Duration after);

    /** A part has ended. */
    void stopped(String part);
}
